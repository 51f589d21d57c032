import type { Connection, mongo } from 'mongoose';
import { within } from './within';

type Changed = Pick<mongo.ServerDescriptionChangedEvent, 'newDescription'>;

/** It answers when the primary has proved to be one by committing something; `_id` because it wants a query for one document. */
const LINEARIZABLE = { readConcern: { level: 'linearizable' }, readPreference: 'primary' } as const;
const OF_CLIENT = new WeakMap<mongo.MongoClient, PrimaryTerm>();

/**
 * The term of the primary. One that was just elected may show, to reads of what a majority has, what a majority had before the
 * election, until it has committed something of its own term (SERVER-53813, up to MongoDB 7): records that were acknowledged are
 * missing then, whole streams among them. So what is read in a term counts when the primary has proved itself in it.
 */
export class PrimaryTerm {
  private election = '';
  private term = 0;
  private proved = -1;
  private proving: Promise<void> | undefined;

  /** `proof`: resolves when the primary of now shows everything that was acknowledged before it was asked. */
  constructor(private readonly proof: () => Promise<unknown>) {}

  /** That of a connection. It notices a new primary before anything is sent to it. */
  static of(connection: Connection, answerMs: number): PrimaryTerm {
    const client = connection.getClient();
    const known = OF_CLIENT.get(client);
    if (known !== undefined) return known;
    const options = { ...LINEARIZABLE, maxTimeMS: answerMs };
    const term = new PrimaryTerm(() =>
      within(answerMs, connection.db!.collection('events').findOne({ _id: { $eq: '' as never } }, options)),
    );
    client.on('serverDescriptionChanged', term.notice);
    OF_CLIENT.set(client, term);
    return term;
  }

  readonly notice = ({ newDescription: { type, address, electionId } }: Changed): void => {
    const election = `${address} ${electionId?.toString() ?? ''}`;
    if (type !== 'RSPrimary' || election === this.election) return;
    this.election = election;
    this.term += 1;
    this.proving = undefined;
  };

  /** What was read within one term; again, where another primary came meanwhile. Rejects as `read` and the proof do. */
  async read<T>(read: () => Promise<T>): Promise<T> {
    for (;;) {
      while (this.proved !== this.term) await this.prove();
      const { term } = this;
      const found = await read();
      if (term === this.term) return found;
    }
  }

  private prove(): Promise<void> {
    this.proving ??= this.proveOf(this.term);
    return this.proving;
  }

  private async proveOf(term: number): Promise<void> {
    try {
      await this.proof();
      if (term === this.term) this.proved = term;
    } finally {
      if (term === this.term) this.proving = undefined;
    }
  }
}
