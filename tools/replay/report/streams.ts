import { topics } from '@entrepot/contracts';
import { isPrimary, type CommitRecord } from '@entrepot/eventstore';
import { mongo } from 'mongoose';

/** What the databases hold of all streams. Everything but the first three figures has to be none. */
export interface StreamFigures {
  readonly streams: number;
  readonly decisions: number;
  readonly events: number;
  /** Versions that are missing in a stream. */
  readonly gaps: number;
  /** Inputs that a stream has taken more than once. */
  readonly doubled: number;
  /** Inputs that a stream has taken after a later one of the same source. */
  readonly reordered: number;
  /** The first of those, for whoever has to find out why. */
  readonly examples: readonly string[];
  /** How often each event was recorded. */
  readonly byType: Readonly<Record<string, number>>;
}

const EXAMPLES = 10;

/** Walks through streams whose records come in the order of their versions. */
export class StreamCount {
  private readonly figures = { streams: 0, decisions: 0, events: 0, gaps: 0, doubled: 0, reordered: 0 };
  private readonly byType: Record<string, number> = {};
  private readonly examples: string[] = [];
  private stream = '';
  private version = 0;
  private positions = new Map<string, readonly [number, number]>();
  private keys = new Set<string>();

  take(record: CommitRecord): void {
    const stream = record._id.slice(0, record._id.lastIndexOf('/'));
    if (stream !== this.stream) this.begin(stream);
    if (record.version !== this.version + 1) this.found('gaps', `${record._id} follows version ${this.version}`);
    this.version = record.version;
    this.figures.decisions += 1;
    for (const { type } of record.events) {
      this.figures.events += 1;
      this.byType[type] = (this.byType[type] ?? 0) + 1;
    }
    // What another stream decided is recorded here for the books; whose input it was is known there.
    if (isPrimary(record)) this.takeCause(record);
  }

  result(): StreamFigures {
    return { ...this.figures, examples: this.examples, byType: this.byType };
  }

  private begin(stream: string): void {
    this.figures.streams += 1;
    [this.stream, this.version] = [stream, 0];
    [this.positions, this.keys] = [new Map(), new Set()];
  }

  private takeCause({ _id, cause }: CommitRecord): void {
    if (cause.position !== undefined) this.takePosition(_id, cause.source, cause.position);
    else if (cause.key !== undefined) {
      const input = `${cause.source} ${cause.key}`;
      if (this.keys.has(input)) this.found('doubled', `${_id} takes ${input} again`);
      this.keys.add(input);
    }
  }

  private takePosition(id: string, source: string, position: readonly [number, number]): void {
    const last = this.positions.get(source);
    const steps = last === undefined ? 1 : position[0] - last[0] || position[1] - last[1];
    const text = `${id} takes ${source}/${position.join('#')} after ${last?.join('#')}`;
    if (steps === 0) this.found('doubled', text);
    if (steps < 0) this.found('reordered', text);
    this.positions.set(source, position);
  }

  private found(what: 'gaps' | 'doubled' | 'reordered', text: string): void {
    this.figures[what] += 1;
    if (this.examples.length < EXAMPLES) this.examples.push(text);
  }
}

/** What keeps streams from being histories. */
export function streamProblems({ gaps, doubled, reordered, examples }: StreamFigures): string[] {
  const found = [
    [gaps, 'versions are missing in streams'],
    [doubled, 'inputs were taken more than once'],
    [reordered, 'inputs were taken after later ones of their source'],
  ] as const;
  const wrong = found.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  return wrong.length === 0 ? [] : [`${wrong.join(', ')}: ${examples.join('; ')}`];
}

/** Reads the events of every service that owns topics, directly: the services' word is not taken. */
export async function countStreams(uri: string, databaseOf: (service: string) => string): Promise<StreamFigures> {
  const client = await new mongo.MongoClient(uri, { serverSelectionTimeoutMS: 10_000 }).connect();
  const count = new StreamCount();
  try {
    for (const service of new Set(topics().map(({ owner }) => owner))) {
      const events = client.db(databaseOf(service)).collection<CommitRecord>('events');
      const cursor = events.find({}, { sort: { _id: 1 }, readConcern: { level: 'majority' } });
      for await (const record of cursor) count.take(record as CommitRecord);
    }
  } finally {
    await client.close();
  }
  return count.result();
}
