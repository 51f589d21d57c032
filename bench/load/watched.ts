import { servicesOf, type Services } from '../../tools/replay/services';
import { isSettled } from '../../tools/replay/fate';
import { History } from '../../tools/replay/history';
import { importMerchant } from '../../tools/replay/imports';
import { IntakePublisher } from '../../tools/replay/intake';
import type { OrderPlan } from '../../tools/replay/olist/orders';
import { Progress } from '../../tools/replay/progress';
import { untilQuiet } from '../../tools/replay/quiet';
import { buildReport } from '../../tools/replay/report/build';
import { Watch } from '../../tools/replay/watch';
import type { Target } from '../../tools/system-for-tool';
import type { Run } from '../benchmark';
import { benchMerchant } from './merchant';
import { untilAll } from './until-all';

/** A system with stock, whose events are followed. */
export interface Watched {
  readonly target: Target;
  readonly services: Services;
  readonly intake: IntakePublisher;
  readonly progress: Progress;
  /** Resolves when these orders stay as they are; gives up when nothing moves. */
  readonly settled: (plans: readonly OrderPlan[]) => Promise<void>;
}

/** What a benchmark did: its figures, and every order that it has placed. */
export interface Done {
  readonly figures: object;
  readonly plans: readonly OrderPlan[];
  /** What was to be done was done. */
  readonly done: boolean;
}

/** Does a benchmark on a system with stock for so many orders; adds the correctness report of the same run. */
export async function onWatched(target: Target, orders: number, work: (stage: Watched) => Promise<Done>): Promise<Run> {
  const services = servicesOf(target);
  const progress = new Progress();
  await importMerchant(services, benchMerchant(orders), progress);
  const history = new History('bench');
  const connection = { ...target.backends, merchantId: target.merchantId };
  const watch = new Watch(connection, (event) => history.tell(event));
  const intake = new IntakePublisher(connection);
  const settled = (plans: readonly OrderPlan[]) => {
    progress.begin('settled', plans.length);
    const count = () => plans.filter((plan) => isSettled(plan, history.tale(plan.sourceOrderId))).length;
    return untilAll(plans.length, count, progress);
  };
  await Promise.all([watch.start(), intake.start()]);
  try {
    const { figures, plans, done } = await work({ target, services, intake, progress, settled });
    await settled(plans);
    const { sandbox: _, ...own } = services;
    await untilQuiet(Object.values(own));
    progress.end();
    const report = await buildReport(services, target.backends, plans, history);
    return { figures, report, passed: done && report.balanced };
  } finally {
    await Promise.all([watch.stop(), intake.stop()]);
  }
}
