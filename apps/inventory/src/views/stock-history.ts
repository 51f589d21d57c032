import { Injectable } from '@nestjs/common';
import type { StockPosted } from '@entrepot/contracts/inventory';
import { Store, streamId, type CommitRecord } from '@entrepot/eventstore';
import { StockStream, type Stock } from '../domain/stock';

/** A ledger that is asked about: its key and a version that it has reached. */
export interface KnownLedger {
  readonly key: string;
  readonly version: number;
}

/** No two processes that decide disagree about the time by more than this. */
const CLOCKS_APART_MS = 10_000;
const FIRST_LOOK_AHEAD = 2;
const LONGEST_LOOK_AHEAD = 500;

interface Search {
  readonly stream: string;
  /** The newest record that is known to count, 0 for none, and the oldest version that is not known to. */
  below: number;
  above: number;
  record?: CommitRecord;
}

/**
 * What a ledger said at a past moment: its balance after the longest run of entries from its beginning that were all recorded by then.
 * Found by halving the versions, one query a round for all ledgers together, then by walking on over those entries whose
 * order by time and by version may differ. Nothing beside the ledger is kept for this.
 */
@Injectable()
export class StockHistory {
  constructor(private readonly store: Store) {}

  /** The balances at `moment` (milliseconds), in the order of `ledgers`; undefined: there was no entry by then. */
  async balancesAt(
    merchantId: string,
    ledgers: readonly KnownLedger[],
    moment: number,
  ): Promise<(Stock | undefined)[]> {
    const searches = ledgers.map(({ key, version }): Search => {
      return { stream: streamId(merchantId, StockStream.kind, key), below: 0, above: version + 1 };
    });
    await this.halve(searches, moment - CLOCKS_APART_MS);
    await this.walkOn(searches, moment);
    return searches.map(({ record }) => balanceIn(record));
  }

  /** To a record that was recorded long before `moment`, so that all records before it were recorded by then too. */
  private async halve(searches: readonly Search[], moment: number): Promise<void> {
    for (;;) {
      const open = searches.filter(({ below, above }) => above - below > 1);
      if (open.length === 0) return;
      const middles = open.map(({ below, above }) => Math.floor((below + above) / 2));
      const found = await this.store.load(
        open.map(({ stream }, index) => ({ stream, after: middles[index]! - 1, upTo: middles[index]! })),
      );
      open.forEach((search, index) => {
        const record = found[index]?.[0];
        if (record === undefined || Date.parse(record.at) > moment) search.above = middles[index]!;
        else Object.assign(search, { below: middles[index]!, record });
      });
    }
  }

  /** On to the last record before the first one that was recorded after `moment`. */
  private async walkOn(searches: readonly Search[], moment: number): Promise<void> {
    let open = searches;
    for (let ahead = FIRST_LOOK_AHEAD; open.length > 0; ahead = Math.min(ahead * 4, LONGEST_LOOK_AHEAD)) {
      const found = await this.store.load(
        open.map(({ stream, below }) => ({ stream, after: below, upTo: below + ahead })),
      );
      open = open.filter((search, index) => {
        const records = found[index] ?? [];
        const late = records.findIndex(({ at }) => Date.parse(at) > moment);
        const counted = late === -1 ? records : records.slice(0, late);
        search.record = counted.at(-1) ?? search.record;
        search.below += counted.length;
        return late === -1 && records.length === ahead;
      });
    }
  }
}

function balanceIn(record: CommitRecord | undefined): Stock | undefined {
  const posted = record?.events.at(-1) as StockPosted | undefined;
  return posted && { onHand: posted.onHand, reserved: posted.reserved };
}
