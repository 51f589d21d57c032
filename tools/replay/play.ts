import type { AnyEvent } from '@entrepot/kernel';
import { perform } from './actions';
import type { Services } from './services';
import { DataClock } from './data-clock';
import type { Doors } from './doors';
import { isSettled, nextActs, type Act } from './fate';
import type { History, OrderTale } from './history';
import { Lanes } from './lanes';
import type { OrderPlan } from './olist/orders';
import type { Progress } from './progress';

const AT_ONCE = 16;
/** Without any news for this long, what is not settled will not be. */
const PATIENCE_MS = 90_000;

/** Plays the orders against the system and everything that people and carriers do to them afterwards. */
export class Play {
  private readonly plans: Map<string, OrderPlan>;
  private readonly started = new Set<string>();
  private readonly unsettled: Set<string>;
  private readonly acting = new Lanes(AT_ONCE);
  private readonly clock: DataClock;
  private lastNews = Date.now();
  /** Acts whose data time has not come yet. */
  private later = 0;
  private live = false;

  constructor(
    private readonly orders: readonly OrderPlan[],
    private readonly history: History,
    private readonly services: Services,
    options: { speed: number | 'max' },
  ) {
    this.plans = new Map(orders.map((plan) => [plan.sourceOrderId, plan]));
    this.unsettled = new Set(this.plans.keys());
    this.clock = new DataClock(Date.parse(orders[0]?.purchasedAt ?? ''), options.speed);
  }

  /** Takes an event of the system in. Before `begin` it is only remembered: old news, met on a second run. */
  readonly hear = (event: AnyEvent): void => {
    const tale = this.history.tell(event);
    this.lastNews = Date.now();
    if (tale && this.live) this.consider(tale);
  };

  /** From here on news is acted on; what old news left open is taken up first. */
  begin(): void {
    this.live = true;
    for (const id of this.plans.keys()) this.consider(this.history.tale(id));
  }

  async submitAll(doors: Doors, progress: Progress): Promise<void> {
    progress.begin('orders', this.orders.length);
    const lanes = new Lanes(AT_ONCE);
    for (const [index, plan] of this.orders.entries()) {
      await this.clock.until(plan.purchasedAt);
      await lanes.room();
      lanes.run(async () => {
        await doors.submit(plan, index);
        this.consider(this.history.tale(plan.sourceOrderId));
        progress.step();
      });
    }
    await lanes.idle();
  }

  /** Waits until every order is where the data says, or nothing happens any more. Gives the ids of those that are not. */
  async settle(progress: Progress): Promise<string[]> {
    progress.begin('settled', this.plans.size);
    while (this.unsettled.size > 0 && (this.later > 0 || Date.now() - this.lastNews < PATIENCE_MS)) {
      this.acting.throwFailure();
      progress.at(this.plans.size - this.unsettled.size);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    await this.acting.idle();
    progress.at(this.plans.size - this.unsettled.size);
    return [...this.unsettled];
  }

  private consider(tale: OrderTale): void {
    const plan = this.plans.get(tale.sourceOrderId);
    if (!plan) return;
    if (isSettled(plan, tale)) this.unsettled.delete(plan.sourceOrderId);
    for (const act of nextActs(plan, tale)) this.start(act);
  }

  private start(act: Act): void {
    if (this.started.has(act.id)) return;
    this.started.add(act.id);
    this.later += 1;
    void this.clock.until(act.at).then(() => {
      this.later -= 1;
      this.lastNews = Date.now();
      this.acting.run(() => perform(this.services, act));
    });
  }
}
