import { Injectable } from '@nestjs/common';
import { AuditTrail, type NewAuditEntry } from '@entrepot/eventstore';
import type { HandOf } from './called-by';
import { Pace } from './pace';
import { FASTEST_PER_SECOND, type ItemResult } from './selection.answers';

/** What is done by hand, and why. */
export type HandAction = Pick<NewAuditEntry, 'action' | 'what' | 'reason'> & {
  /** Slower than everything by hand together may be. */
  readonly perSecond?: number | undefined;
};

/**
 * Whatever people do to what waits goes through here: one after the other, at a pace that leaves room for what happens
 * by itself, and written down with the person and the reason before it is done.
 */
@Injectable()
export class HandWork {
  private readonly pace = new Pace(FASTEST_PER_SECOND);

  constructor(private readonly audit: AuditTrail) {}

  /** Does it to each of these. An error of the service itself ends it; what was done by then is written down. */
  async each(
    { merchantId, by }: HandOf,
    { action, what, reason, perSecond }: HandAction,
    ids: readonly string[],
    act: (id: string) => Promise<ItemResult>,
  ): Promise<ItemResult[]> {
    if (ids.length === 0) return [];
    const why = reason === undefined ? {} : { reason };
    const entry = await this.audit.begin({ merchantId, by, action, what, ids, ...why });
    const results: ItemResult[] = [];
    const turn = this.turns(perSecond);
    try {
      for (const id of new Set(ids)) {
        await turn();
        results.push(await act(id));
      }
      return results;
    } finally {
      await this.audit.complete(
        entry,
        results.map(({ id, result }) => ({ id, result })),
      );
    }
  }

  /** Those of all who ask, and within them one's own. */
  private turns(perSecond: number | undefined): () => Promise<void> {
    const own = perSecond === undefined ? undefined : new Pace(perSecond);
    return async () => {
      await own?.turn();
      await this.pace.turn();
    };
  }

  /** The same for one. */
  async one(hand: HandOf, action: HandAction, id: string, act: () => Promise<ItemResult>): Promise<ItemResult> {
    const [result] = await this.each(hand, action, [id], act);
    return result!;
  }
}
