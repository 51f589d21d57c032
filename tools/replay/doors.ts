import type { Api } from './api';
import { describeProblem, type History } from './history';
import type { IntakePublisher } from './intake';
import type { OrderPlan } from './olist/orders';

/** Submits orders: every other one over REST, the rest as events on the intake topic. */
export class Doors {
  constructor(
    private readonly orders: Api,
    private readonly intake: IntakePublisher,
    private readonly history: History,
  ) {}

  async submit(plan: OrderPlan, index: number): Promise<void> {
    if (index % 2 === 0) await this.overRest(plan);
    else await this.intake.publish(plan.sourceOrderId, plan.body);
  }

  private async overRest(plan: OrderPlan): Promise<void> {
    const reply = await this.orders.post('/v1/orders', plan.body, { idempotencyKey: `olist:${plan.sourceOrderId}` });
    if (reply.status < 400) return;
    if (reply.status >= 500) throw new Error(`POST /v1/orders: ${reply.status} ${JSON.stringify(reply.body)}`);
    this.history.tale(plan.sourceOrderId).rejected = describeProblem(reply.body);
  }
}
