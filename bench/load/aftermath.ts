import { isSettled } from '../../tools/replay/fate';
import { History } from '../../tools/replay/history';
import type { OrderPlan } from '../../tools/replay/olist/orders';
import type { Progress } from '../../tools/replay/progress';
import { untilQuiet } from '../../tools/replay/quiet';
import { buildReport } from '../../tools/replay/report/build';
import type { Services } from '../../tools/replay/services';
import { Watch } from '../../tools/replay/watch';
import type { Target } from '../../tools/system-for-tool';
import { untilAll } from './until-all';

/**
 * What became of orders. Reads nothing before it is first asked: following all events takes a tenth of what the two
 * cores do for an order, so it is asked when the clock has stopped.
 */
export class Aftermath {
  private readonly history = new History('bench');
  private readonly watch: Watch;
  private started?: Promise<void>;

  constructor(
    private readonly target: Target,
    private readonly services: Services,
    private readonly progress: Progress,
  ) {
    const connection = { ...target.backends, merchantId: target.merchantId };
    this.watch = new Watch(connection, (event) => this.history.tell(event));
  }

  /** Resolves when these orders stay as they are; gives up when nothing moves. */
  async settled(plans: readonly OrderPlan[]): Promise<void> {
    await (this.started ??= this.watch.start());
    this.progress.begin('settled', plans.length);
    const count = () => plans.filter((plan) => isSettled(plan, this.history.tale(plan.sourceOrderId))).length;
    await untilAll(plans.length, count, this.progress);
  }

  /** The correctness report on all that was placed, when nothing is under way any more. */
  async report(plans: readonly OrderPlan[]) {
    await this.settled(plans);
    const { sandbox, ...own } = this.services;
    await untilQuiet(Object.values(own), sandbox);
    this.progress.end();
    return buildReport(this.services, this.target.backends, plans, this.history);
  }

  async stop(): Promise<void> {
    if (this.started) await this.watch.stop();
  }
}
