import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { signPayload } from '@entrepot/platform';
import { request } from 'undici';
import type { Chance } from '../domain/chance';
import type { WebhookDials } from '../domain/dials';

/** A webhook and where it goes. The body is signed anew on every try. */
export interface Webhook {
  readonly url: string;
  readonly secret: string;
  readonly header: string;
  readonly body: string;
  /** Headers that carry on the trace in which the merchant's system asked for it. */
  readonly trace: Readonly<Record<string, string>>;
}

const TRIES = 10;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 10_000;
const ANSWER_WITHIN_MS = 10_000;
/** An overtaken webhook that nothing overtakes goes out after all. */
const OVERTAKEN_MS = 300;

/** Sends webhooks as providers do: signed, at least once, retried until 2xx, and with the faults that the dials say. */
@Injectable()
export class WebhookSender implements OnModuleDestroy {
  private readonly logger = new Logger('webhooks');
  private readonly timers = new Set<NodeJS.Timeout>();
  private overtaken: (() => void)[] = [];
  /** Counts how often all was forgotten: what was being tried then is not tried again. */
  private era = 0;
  private stopped = false;
  private trying = 0;
  private foreseen = 0;

  /** How many are on their way, will be tried again, or follow from what is under way. */
  get waiting(): number {
    return this.timers.size + this.trying + this.foreseen;
  }

  /** Does something later of which somebody will be told: until then that webhook is waited for. It is not forgotten with the others. */
  foresee(ms: number, work: () => void): void {
    this.foreseen += 1;
    setTimeout(() => {
      // What it sends is counted before it is not foreseen any more.
      try {
        work();
      } finally {
        this.foreseen -= 1;
      }
    }, ms).unref();
  }

  /** Queues a webhook; never throws and never waits. */
  send(webhook: Webhook, dials: WebhookDials | undefined, chance: Chance): void {
    if (dials?.silent) return;
    const start = () => {
      this.release();
      this.attempt(webhook, 1);
    };
    if (chance.happens(dials?.reorderRate)) this.hold(start);
    else this.later(chance.between(dials?.delayMs), start);
    if (chance.happens(dials?.duplicateRate)) this.later(chance.between(dials?.delayMs) + 1, start);
  }

  /** Forgets everything that waits. */
  clear(): void {
    this.era += 1;
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
    this.overtaken = [];
  }

  onModuleDestroy(): void {
    this.stopped = true;
    this.clear();
  }

  private hold(start: () => void): void {
    let held = true;
    const once = () => {
      if (held) start();
      held = false;
    };
    this.overtaken.push(once);
    this.later(OVERTAKEN_MS, once);
  }

  private release(): void {
    const waiting = this.overtaken;
    this.overtaken = [];
    for (const start of waiting) this.later(1, start);
  }

  private later(ms: number, work: () => void): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      work();
    }, ms);
    this.timers.add(timer);
  }

  private attempt(webhook: Webhook, count: number): void {
    const { era } = this;
    this.trying += 1;
    void this.post(webhook).then((accepted) => {
      this.trying -= 1;
      if (accepted || this.stopped || this.era !== era) return;
      if (count >= TRIES) {
        this.logger.warn('webhook given up', { url: webhook.url, tries: count });
        return;
      }
      const pause = Math.min(FIRST_PAUSE_MS * 2 ** (count - 1), LONGEST_PAUSE_MS);
      this.later(pause, () => this.attempt(webhook, count + 1));
    });
  }

  private async post({ url, secret, header, body, trace }: Webhook): Promise<boolean> {
    const headers = { ...trace, 'content-type': 'application/json', [header]: signPayload(secret, body) };
    try {
      const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
      const { statusCode, body: answer } = await request(url, { method: 'POST', headers, body, signal });
      await answer.dump();
      return statusCode >= 200 && statusCode <= 299;
    } catch {
      return false;
    }
  }
}
