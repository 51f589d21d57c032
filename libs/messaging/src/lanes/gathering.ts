import type { AnyEvent } from '@entrepot/kernel';

type Gather = (events: readonly AnyEvent[], merchantIds: readonly string[]) => Promise<(event: AnyEvent) => unknown>;

interface Waiting {
  readonly event: AnyEvent;
  readonly merchantId: string;
  readonly resolve: (data: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Fetches what decisions need from outside, once for all inputs at hand instead of once for each. If that fails every
 * input is tried alone, so that one of them cannot spoil the others.
 */
export class Gathering {
  private waiting: Waiting[] = [];

  constructor(private readonly gather: Gather) {}

  of(event: AnyEvent, merchantId: string): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ event, merchantId, resolve, reject });
      if (this.waiting.length === 1) setImmediate(() => void this.flush());
    });
  }

  private async flush(): Promise<void> {
    const batch = this.waiting;
    this.waiting = [];
    try {
      await this.together(batch);
    } catch (error) {
      if (batch.length === 1) batch[0]!.reject(error);
      else await Promise.all(batch.map((one) => this.together([one]).catch(one.reject)));
    }
  }

  private async together(batch: readonly Waiting[]): Promise<void> {
    const merchantIds = batch.map(({ merchantId }) => merchantId);
    const events = batch.map(({ event }) => event);
    const dataOf = await this.gather(events, merchantIds);
    for (const one of batch) one.resolve(dataOf(one.event));
  }
}
