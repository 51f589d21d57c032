import { setTimeout as sleep } from 'node:timers/promises';
import { mongo } from 'mongoose';

/** How long writes took that waited for nothing but the database, milliseconds. */
export interface WriteTimes {
  readonly writes: number;
  readonly half: number;
  readonly of100: number;
  readonly longest: number;
}

const EVERY_MS = 50;
const DURABLE = { writeConcern: { w: 'majority', journal: true } } as const;

/** Writes a small document now and then, as durably as the services do: what is slow then is the machine, not who waits for it. */
export class WriteProbe {
  private readonly times: number[] = [];
  private stopped = false;
  private readonly running: Promise<void>;

  private constructor(private readonly client: mongo.MongoClient) {
    this.running = this.run();
  }

  static async start(mongoUri: string): Promise<WriteProbe> {
    return new WriteProbe(await new mongo.MongoClient(mongoUri).connect());
  }

  async stop(): Promise<WriteTimes> {
    this.stopped = true;
    await this.running;
    await this.client.close();
    const sorted = this.times.sort((one, other) => one - other);
    const at = (share: number) => Math.round(sorted[Math.floor((sorted.length - 1) * share)] ?? 0);
    return { writes: sorted.length, half: at(0.5), of100: at(0.99), longest: at(1) };
  }

  private async run(): Promise<void> {
    const notes = this.client.db('drill').collection('probe');
    while (!this.stopped) {
      const began = performance.now();
      await notes.insertOne({ at: new Date() }, DURABLE);
      this.times.push(performance.now() - began);
      await sleep(EVERY_MS);
    }
  }
}
