import type { FeedOptions } from '@entrepot/eventstore';
import type { Log, LogBatch, ScanPage, Token } from '../../../libs/eventstore/src/feed/log';
import type { Actor } from '../engine/actor';
import type { Connection } from './connection';

class RolledOver extends Error {}

/** The log of a service's database as one of its processes follows it. A place is the count of records before it. */
export class RemoteLog implements Log {
  constructor(
    private readonly connection: Connection,
    private readonly owner: Actor,
  ) {}

  here(): Promise<Token> {
    return this.connection.ask('here', (database) => database.log.length);
  }

  async *tail(after: Token, { signal, batch = 1_000, waitMs = 1_000 }: FeedOptions): AsyncGenerator<LogBatch> {
    const { database } = this.connection;
    let place = after as number;
    while (!signal?.aborted) {
      if (place < database.forgotten) throw new RolledOver('the log begins after this place');
      if (database.log.length === place) await this.more({ place, waitMs, signal });
      if (signal?.aborted) return;
      const first = place;
      const found = await this.connection.ask('tail', () => database.log.slice(first, first + batch));
      place += found.length;
      yield { entries: found.map((record, index) => ({ record, token: first + index + 1 })), token: place };
    }
  }

  async scan(after: string, since?: string): Promise<ScanPage> {
    return { records: await this.connection.ask('scan', (database) => database.scan(after, since)) };
  }

  hasRolledOver(error: unknown): boolean {
    return error instanceof RolledOver;
  }

  private more({ place, waitMs, signal }: { place: number; waitMs: number; signal: AbortSignal | undefined }) {
    const { database, wire } = this.connection;
    const { simulation } = database;
    return new Promise<void>((resolve) => {
      const end = () => {
        forget();
        signal?.removeEventListener('abort', end);
        timer.cancelled = true;
        resolve();
      };
      const timer = simulation.plan(this.owner, waitMs, end);
      const forget = database.follow({
        place,
        wake: () => {
          forget();
          wire.deliver(this.owner, wire.travel(), end);
        },
      });
      signal?.addEventListener('abort', end);
    });
  }
}
