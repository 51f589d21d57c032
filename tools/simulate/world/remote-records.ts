import type { AppendOutcome } from '@entrepot/eventstore';
import type { Mark, Numbered, NumberedRecords, ScanPage, Writer } from '../../../libs/eventstore/src/feed/numbered';
import type { Connection } from './connection';

/** The numbered records of a service as one of its processes reaches them. */
export class RemoteRecords implements NumberedRecords {
  constructor(private readonly connection: Connection) {}

  register(): Promise<number> {
    return this.connection.ask('register', ({ numbers }) => numbers.register());
  }

  leave(last: Mark): Promise<void> {
    return this.connection.ask('leave', ({ numbers }) => numbers.leave(last));
  }

  writers(lowest: number): Promise<readonly Writer[]> {
    return this.connection.ask('writers', ({ numbers }) => numbers.writers(lowest));
  }

  insert(numbered: readonly Numbered[], atomically: boolean): Promise<AppendOutcome> {
    return this.connection.append(numbered, atomically);
  }

  beyond(marks: readonly Mark[], limit: number): Promise<readonly Numbered[]> {
    return this.connection.ask('beyond', ({ numbers }) => numbers.beyond(marks, limit));
  }

  heads(writers: readonly number[]): Promise<readonly Mark[]> {
    return this.connection.ask('heads', ({ numbers }) => numbers.heads(writers));
  }

  marksOf(ids: readonly string[]): Promise<ReadonlyMap<string, Mark>> {
    return this.connection.ask('marksOf', ({ numbers }) => numbers.marksOf(ids));
  }

  async page(after: string): Promise<ScanPage> {
    return { records: await this.connection.ask('scan', (database) => database.scan(after)) };
  }
}
