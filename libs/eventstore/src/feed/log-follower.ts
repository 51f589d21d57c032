import { setTimeout as delay } from 'node:timers/promises';
import type { CommitRecord } from '../records';
import type { FeedBatch, FeedOptions } from '../store';
import type { Log, Token } from './log';

const PAUSE_MS = 500;
/** How far a scan goes back behind the newest record known: commits under way, and times that were taken a little apart. */
const MARGIN_MS = 3_600_000;

/** Where a reader stands: after `token` in the log; with `scanned` first to the end of a scan of the records. */
interface Place {
  readonly token: Token;
  readonly scanned?: string;
  /** Scan only what was decided since. */
  readonly since?: string;
  /** Time of the newest record handed out. */
  readonly at?: string;
}

/**
 * The records in the order of commit, from the log. A reader that has no place yet, or whose place has left the log, first
 * gets a scan of the records, which begins after its new place in the log was taken: repeats, never a gap, and the records
 * of a stream in order. If the log forgets that place too while the scan runs, there is another scan, of what is newer.
 */
export class LogFollower {
  constructor(private readonly log: Log) {}

  async *follow(after: string | undefined, options: FeedOptions): AsyncGenerator<FeedBatch> {
    let position = after;
    let isLost = false;
    let failures = 0;
    while (!options.signal?.aborted) {
      try {
        for await (const batch of this.from(await this.place(position, isLost), options)) {
          isLost = false;
          failures = 0;
          position = batch.position;
          yield batch;
        }
      } catch (error) {
        const rolledOver = this.log.hasRolledOver(error);
        isLost ||= rolledOver;
        options.trouble?.(error, rolledOver);
        failures += 1;
        if (rolledOver && failures === 1) continue;
        await delay(PAUSE_MS, undefined, { signal: options.signal }).catch(() => undefined);
      }
    }
  }

  /** A position from which everything is handed out that a scan, which begins after this resolves, may have missed. */
  async here(): Promise<string> {
    return write({ token: await this.log.here() });
  }

  private async *from(place: Place, options: FeedOptions): AsyncGenerator<FeedBatch> {
    let { at, scanned } = place;
    while (scanned !== undefined && !options.signal?.aborted) {
      const { records, next } = await this.log.scan(scanned, place.since);
      at = newest(at, records);
      scanned = next;
      if (records.length === 0) continue;
      const entries = records.map((record) => ({ record, position: write({ ...place, scanned: record._id, at }) }));
      yield { entries, position: write({ ...place, scanned, at }) };
    }
    for await (const { entries, token } of this.log.tail(place.token, options)) {
      const records = entries.map(({ record }) => record);
      at = newest(at, records);
      const placed = entries.map((entry) => ({
        record: entry.record,
        position: write({ token: entry.token, at: entry.record.at }),
      }));
      yield { entries: placed, position: write({ token, at }) };
    }
  }

  private async place(position: string | undefined, isLost: boolean): Promise<Place> {
    const known = position === undefined ? undefined : (JSON.parse(position) as Place);
    if (known !== undefined && !isLost) return known;
    return { token: await this.log.here(), scanned: '', since: back(known?.at) };
  }
}

function write(place: Place): string {
  return JSON.stringify(place);
}

function newest(at: string | undefined, records: readonly CommitRecord[]): string | undefined {
  return records.reduce((latest, record) => (latest === undefined || record.at > latest ? record.at : latest), at);
}

function back(at: string | undefined): string | undefined {
  return at === undefined ? undefined : new Date(Date.parse(at) - MARGIN_MS).toISOString();
}
