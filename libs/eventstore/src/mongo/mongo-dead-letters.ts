import type { Connection, Model, mongo } from 'mongoose';
import { DeadLetters, type DeadLetter, type NewDeadLetter } from '../side/dead-letters';
import { heldId } from '../side/held-message-id';
import type { Page } from '../side/page';
import { within, type Reach } from '../side/reach';
import type { LetterQuery } from '../side/waiting-query';
import { collection, DURABLE, insertMissing, MAJORITY, model, prepareModel, type Index } from './collections';
import { pageByAge } from './paging';

interface LetterDocument extends NewDeadLetter {
  readonly _id: string;
  readonly at: Date;
}

const SHAPE = {
  reaction: String,
  source: String,
  merchantId: String,
  message: { topic: String, partition: Number, offset: Number, key: String, headers: {}, value: String },
  code: String,
  reason: String,
  attempts: Number,
  at: Date,
};

/** The second one is for whoever looks at those of all merchants. */
const INDEXES: readonly Index[] = [
  { merchantId: 1, at: 1, _id: 1 },
  { at: 1, _id: 1 },
];

export class MongoDeadLetters extends DeadLetters {
  private readonly model: Model<LetterDocument>;

  constructor(
    connection: Connection,
    private readonly now: () => number,
  ) {
    super();
    this.model = model<LetterDocument>(connection, 'dead-letters', SHAPE, INDEXES);
  }

  prepare(): Promise<void> {
    return prepareModel(this.model);
  }

  async add(letters: readonly NewDeadLetter[]): Promise<void> {
    const at = new Date(this.now());
    const documents = letters.map((letter) => ({ ...letter, _id: heldId(letter, letter.message), at }));
    await insertMissing(this.letters, documents);
  }

  list(of: Reach, query: LetterQuery): Promise<Page<DeadLetter>> {
    const { handler, code } = query;
    const named = { ...(handler !== undefined && { reaction: handler }), ...(code !== undefined && { code }) };
    const filter = { ...within(of), ...named };
    return pageByAge(this.letters, filter, query, { field: 'at', read: toLetter, timeOf: ({ at }) => at });
  }

  async show(of: Reach, id: string): Promise<DeadLetter | undefined> {
    const found = await this.letters.findOne({ _id: id, ...within(of) }, MAJORITY);
    return found === null ? undefined : toLetter(found);
  }

  async delete(of: Reach, id: string): Promise<boolean> {
    return (await this.letters.deleteOne({ _id: id, ...within(of) }, DURABLE)).deletedCount === 1;
  }

  count(): Promise<number> {
    return this.letters.countDocuments({}, MAJORITY);
  }

  private get letters(): mongo.Collection<LetterDocument> {
    return collection(this.model);
  }
}

function toLetter({ _id, at, ...letter }: LetterDocument): DeadLetter {
  return { ...letter, id: _id, at: at.toISOString() };
}
