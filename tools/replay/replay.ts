import { servicesOf, type Services } from './services';
import { Doors } from './doors';
import { History } from './history';
import { importMerchant } from './imports';
import { IntakePublisher } from './intake';
import { planMerchant } from './olist/merchant';
import { planOrders } from './olist/orders';
import { readTables } from './olist/tables';
import { Play } from './play';
import { Progress } from './progress';
import { untilAllQuiet } from './quiet';
import { buildReport, type Backends } from './report/build';
import { withUnfinished, type Report } from './report/report';
import { Watch } from './watch';

/** The system that is replayed against, and how to speak to it. */
export interface Target {
  readonly urls: Readonly<Record<keyof Services, string>>;
  readonly key: string;
  readonly sandboxKey: string;
  readonly merchantId: string;
  readonly backends: Backends;
}

export interface ReplayOptions {
  readonly folder: string;
  readonly speed: number | 'max';
  /** Only the first so many orders in time order. */
  readonly orders?: number;
  /** No progress bar. */
  readonly quiet?: boolean;
}

/** Plays the Olist orders against a system and reports whether its books balance. */
export async function replay(target: Target, options: ReplayOptions): Promise<Report> {
  const tables = await readTables(options.folder);
  const plans = planOrders(tables).slice(0, options.orders);
  if (plans.length === 0) throw new Error(`${options.folder} holds no orders: nothing would be played.`);
  const services = servicesOf(target);
  const progress = new Progress(options.quiet);
  await importMerchant(services, planMerchant(tables), progress);
  const history = new History('olist');
  const play = new Play(plans, history, services, options);
  const connection = {
    brokers: target.backends.brokers,
    topic: target.backends.topic,
    merchantId: target.merchantId,
  };
  const watch = new Watch(connection, play.hear);
  const intake = new IntakePublisher(connection);
  await Promise.all([watch.start(), intake.start()]);
  try {
    play.begin();
    await play.submitAll(new Doors(services.orders, intake, history), progress);
    const unsettled = await play.settle(progress);
    const quiet = await untilAllQuiet(services);
    progress.end();
    const report = await buildReport(services, target.backends, plans, history);
    return withUnfinished(report, { unsettled, quiet });
  } finally {
    await Promise.all([watch.stop(), intake.stop()]);
  }
}
