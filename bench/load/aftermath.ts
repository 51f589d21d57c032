import { isSettled } from '../../tools/replay/fate';
import { History } from '../../tools/replay/history';
import type { OrderPlan } from '../../tools/replay/olist/orders';
import type { Progress } from '../../tools/replay/progress';
import { untilAllQuiet } from '../../tools/replay/quiet';
import { buildReport } from '../../tools/replay/report/build';
import { withUnfinished, type Report } from '../../tools/replay/report/report';
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

  /** Resolves when these orders stay as they are; gives up when nothing moves, and gives the ids of those that do not. */
  async settled(plans: readonly OrderPlan[]): Promise<string[]> {
    await (this.started ??= this.watch.start());
    this.progress.begin('settled', plans.length);
    const left = () => plans.filter((plan) => !isSettled(plan, this.history.tale(plan.sourceOrderId)));
    await untilAll(plans.length, () => plans.length - left().length, this.progress);
    return left().map(({ sourceOrderId }) => sourceOrderId);
  }

  /** Whether it came about that nobody has anything to do, and no webhook is still to come. */
  quiet(): Promise<boolean> {
    return untilAllQuiet(this.services);
  }

  /** The correctness report on all that was placed, when nothing is under way any more. */
  async report(plans: readonly OrderPlan[]): Promise<Report> {
    const unsettled = await this.settled(plans);
    const quiet = await this.quiet();
    this.progress.end();
    const report = await buildReport(this.services, this.target.backends, plans, this.history);
    return withUnfinished(report, { unsettled, quiet });
  }

  async stop(): Promise<void> {
    if (this.started) await this.watch.stop();
  }
}
