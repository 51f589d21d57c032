import type { Say } from '@entrepot/testing';
import { History } from '../../replay/history';
import { importMerchant } from '../../replay/imports';
import { IntakePublisher } from '../../replay/intake';
import type { OrderPlan } from '../../replay/olist/orders';
import { Play } from '../../replay/play';
import { Progress } from '../../replay/progress';
import { untilAllQuiet } from '../../replay/quiet';
import { servicesOf, type Services } from '../../replay/services';
import { Watch } from '../../replay/watch';
import { benchMerchant } from '../../../bench/load/merchant';
import type { Target } from '../../system-for-tool';
import { judge, type Findings } from '../findings/judge';
import { drillOrders } from './plans';
import { Shoppers, type Doors } from './shoppers';

export interface LoadOptions {
  readonly orders: number;
  readonly perSecond: number;
  /** Where orders are placed over HTTP; the first process of orders when not given. */
  readonly url?: () => string;
  readonly overHttp?: Doors['overHttp'];
  readonly say: Say;
}

interface Parts {
  readonly target: Target;
  readonly services: Services;
  readonly plans: readonly OrderPlan[];
  readonly history: History;
  readonly play: Play;
  readonly watch: Watch;
  readonly intake: IntakePublisher;
  readonly shoppers: Shoppers;
  readonly say: Say;
}

/** Orders that come in while something breaks, with everything that people and carriers do to them afterwards. */
export class Load {
  private readonly sending: Promise<unknown>;

  private constructor(private readonly parts: Parts) {
    this.sending = parts.shoppers.run().then(
      () => undefined,
      (error: unknown) => error,
    );
  }

  /** Opens a merchant with enough stock and begins to send. */
  static async begin(target: Target, { orders, perSecond, say, ...rest }: LoadOptions): Promise<Load> {
    const services = servicesOf(target);
    const silent = new Progress(true);
    say('opening the merchant: products, places, stock');
    await importMerchant(services, benchMerchant(orders), silent);
    const plans = drillOrders(orders, `drill-${Date.now().toString(36)}`);
    const history = new History('bench');
    const play = new Play(plans, history, services, { speed: 'max' });
    const connection = { ...target.backends, merchantId: target.merchantId };
    const watch = new Watch(connection, play.hear);
    const intake = new IntakePublisher(connection);
    await Promise.all([watch.start(), intake.start()]);
    play.begin();
    const doors = { url: () => target.urls.orders, key: target.key, intake, ...rest };
    say(`sending ${orders} orders, ${perSecond} a second`);
    const shoppers = new Shoppers(doors, plans, perSecond);
    return new Load({ target, services, plans, history, play, watch, intake, shoppers, say });
  }

  /** There are orders that nobody has tried to place yet. */
  get coming(): boolean {
    return this.parts.shoppers.begun < this.parts.plans.length;
  }

  get shoppers(): Shoppers {
    return this.parts.shoppers;
  }

  /** Waits until everything is taken and has come to its end, and judges. */
  async end(): Promise<Findings> {
    const { target, services, plans, history, play, say, shoppers } = this.parts;
    try {
      const untaken = await this.sending;
      say('waiting until every order has come to its end');
      const unsettled = await play.settle(new Progress(true));
      const quiet = await untilAllQuiet(services);
      say('counting');
      return await judge({ target, services, plans, history, shoppers, unsettled, quiet, untaken });
    } finally {
      await this.stop();
    }
  }

  /** Closes what is open to the brokers. */
  async stop(): Promise<void> {
    const { watch, intake } = this.parts;
    await Promise.all([watch.stop(), intake.stop()]).catch(() => undefined);
  }
}
