import { Injectable } from '@nestjs/common';
import { AuditTrail, type NewAuditEntry } from '@entrepot/eventstore';
import type { HandOf } from './called-by';
import { Pace } from './pace';
import type { ItemResult } from './selection.answers';

/** What is done by hand, and why. */
export type HandAction = Pick<NewAuditEntry, 'action' | 'what' | 'reason'>;

const PER_SECOND = 50;

/**
 * Whatever people do to what waits goes through here: one after the other, at a pace that leaves room for what happens
 * by itself, and written down with the person and the reason before it is done.
 */
@Injectable()
export class HandWork {
  private readonly pace = new Pace(PER_SECOND);

  constructor(private readonly audit: AuditTrail) {}

  /** Does it to each of these. An error of the service itself ends it; what was done by then is written down. */
  async each(
    hand: HandOf,
    { action, what, reason }: HandAction,
    ids: readonly string[],
    act: (id: string) => Promise<ItemResult>,
  ): Promise<ItemResult[]> {
    if (ids.length === 0) return [];
    const entry = await this.audit.begin({ ...hand, action, what, ids, ...(reason !== undefined && { reason }) });
    const results: ItemResult[] = [];
    try {
      for (const id of new Set(ids)) {
        await this.pace.turn();
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

  /** The same for one. */
  async one(hand: HandOf, action: HandAction, id: string, act: () => Promise<ItemResult>): Promise<ItemResult> {
    const [result] = await this.each(hand, action, [id], act);
    return result!;
  }
}
