import { setTimeout as sleep } from 'node:timers/promises';
import type { IntakePublisher } from '../../replay/intake';
import type { OrderPlan } from '../../replay/olist/orders';
import { Answers, kindOf, kindOfFailure, type Answer } from './answers';

const ANSWER_WITHIN_MS = 20_000;
const PATIENCE_MS = 240_000;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 2_000;
const TICK_MS = 10;

export interface Doors {
  /** Where orders are placed over HTTP; asked anew for every try. */
  readonly url: () => string;
  readonly key: string;
  readonly intake: IntakePublisher;
  /** How many out of every two orders go over HTTP; the rest are put on the intake topic. */
  readonly overHttp?: 1 | 2;
}

/** An open loop: every order has its moment, whether or not the system keeps up, and is tried with one key until it is taken. */
export class Shoppers {
  readonly answers = new Answers();
  /** Orders whose first try was made. */
  begun = 0;
  /** Orders that are accepted over HTTP, or acknowledged by the brokers. */
  readonly taken = new Set<string>();
  private readonly under = new Set<Promise<void>>();
  private failure: unknown;

  constructor(
    private readonly doors: Doors,
    private readonly plans: readonly OrderPlan[],
    private readonly perSecond: number,
  ) {}

  /** Resolves when every order is taken; rejects when one is not within four minutes. */
  async run(): Promise<void> {
    const started = performance.now();
    while (this.begun < this.plans.length) {
      const due = Math.min(this.plans.length, Math.floor(((performance.now() - started) * this.perSecond) / 1000));
      while (this.begun < due) this.send(this.plans[this.begun] as OrderPlan, this.begun++);
      await sleep(TICK_MS);
    }
    await Promise.all(this.under);
    if (this.failure !== undefined) throw this.failure as Error;
  }

  private send(plan: OrderPlan, index: number): void {
    const overHttp = this.doors.overHttp === 2 || index % 2 === 0;
    const sending = (overHttp ? this.place(plan) : this.publish(plan))
      .then(() => void this.taken.add(plan.sourceOrderId))
      .catch((error: unknown) => void (this.failure ??= error))
      .finally(() => this.under.delete(sending));
    this.under.add(sending);
  }

  private async place(plan: OrderPlan): Promise<void> {
    await patiently(`order ${plan.sourceOrderId}`, async () => (await this.tryOnce(plan)) === 'accepted', this.answers);
  }

  private async tryOnce({ sourceOrderId, body }: OrderPlan): Promise<Answer> {
    const { url, key } = this.doors;
    const headers = { authorization: `Bearer ${key}`, 'idempotency-key': sourceOrderId };
    try {
      const answer = await fetch(`${url()}/v1/orders`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      });
      const text = await answer.text();
      const kind = kindOf(answer.status, answer.headers.get('retry-after'), codeOf(text));
      return this.answers.add(kind, `${answer.status} ${text.slice(0, 300)}`);
    } catch (error) {
      return this.answers.add(kindOfFailure(error), String(error));
    }
  }

  /** What the brokers did not acknowledge is published again, as any sender has to: the intake knows the order by its name. */
  private async publish({ sourceOrderId, body }: OrderPlan): Promise<void> {
    const once = async () => {
      await this.doors.intake.publish(sourceOrderId, body);
      return true;
    };
    await patiently(`order ${sourceOrderId}`, () => once().catch(() => false));
  }
}

async function patiently(what: string, isDone: () => Promise<boolean>, answers?: Answers): Promise<void> {
  const since = performance.now();
  for (let attempt = 0; !(await isDone()); attempt += 1) {
    if (performance.now() - since > PATIENCE_MS) throw new Error(`${what} was not taken in ${PATIENCE_MS / 1000} s`);
    await sleep(Math.random() * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempt));
  }
  answers?.waited(performance.now() - since);
}

function codeOf(text: string): string {
  try {
    return String((JSON.parse(text) as { code?: string }).code ?? '');
  } catch {
    return '';
  }
}
