import type { Journey, Order } from './journey';
import { succeeded, type Row } from './world';

export interface SentBack extends Row {
  readonly state: string;
  readonly exchange?: { readonly state: string; readonly orderId?: string; readonly reason?: string };
}

/** Part of a delivered order on its way back, seen through the doors of returns. */
export class Return {
  private constructor(
    readonly journey: Journey,
    readonly returnId: string,
  ) {}

  /** Asks to send back the pieces of these lines; `exchange` says what is wanted instead of the money, by line. */
  static async asked(
    journey: Journey,
    lines: Order['lines'],
    exchange?: Readonly<Record<string, string>>,
    more: Row = {},
  ) {
    const pieces = lines.map(({ lineId, quantity }) => ({ lineId, quantity }));
    const wanted = Object.entries(exchange ?? {}).map(([lineId, sku]) => ({ lineId, sku }));
    const body = {
      orderId: journey.orderId,
      reason: 'wrong-item',
      lines: pieces,
      ...(exchange && { exchange: wanted }),
      ...more,
    };
    // Returns hears of a delivery later than the order does.
    const options = { idempotencyKey: `return-${journey.orderId}`, notYet: 'return.not-delivered' };
    const asked = succeeded(await journey.world.api('returns').post('/v1/returns', body, options));
    return new Return(journey, String(asked['returnId']));
  }

  show(): Promise<SentBack> {
    return this.journey.world.api('returns').get<SentBack>(this.path);
  }

  reaches(state: string): Promise<SentBack> {
    return this.until(state, (answer) => answer.state === state);
  }

  until(what: string, satisfies: (answer: SentBack) => boolean): Promise<SentBack> {
    return this.journey.world.until(`${this.returnId} ${what}`, () => this.show(), satisfies);
  }

  /** The parcel arrives and is inspected. */
  async inspected(findings: readonly Row[], more: Row = {}): Promise<void> {
    await this.journey.carry('DELIVERED', 'return');
    await this.reaches('received');
    const options = { idempotencyKey: `inspect-${this.returnId}` };
    succeeded(
      await this.journey.world.api('returns').post(`${this.path}/inspect`, { lines: findings, ...more }, options),
    );
  }

  /** A person calls it off. */
  async rejected(reason: string): Promise<void> {
    const options = { idempotencyKey: `reject-${this.returnId}` };
    succeeded(await this.journey.world.api('returns').post(`${this.path}/reject`, { reason }, options));
  }

  private get path(): string {
    return `/v1/returns/${this.returnId}`;
  }
}
