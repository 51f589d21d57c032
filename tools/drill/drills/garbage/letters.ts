import { setTimeout as sleep } from 'node:timers/promises';
import { topics } from '@entrepot/contracts';
import { mongo } from 'mongoose';
import type { Services } from '../../../replay/services';
import type { Target } from '../../../system-for-tool';

export interface Letter {
  readonly _id: string;
  readonly service: string;
  readonly merchantId: string;
  readonly code: string;
  readonly at: Date;
  readonly message: { readonly topic: string; readonly headers: Readonly<Record<string, string>> };
}

type Stored = Omit<Letter, 'service'>;

const WITHOUT_NEWS_MS = 5_000;
const A_REQUEST = 100;
const FIELDS = { merchantId: 1, code: 1, at: 1, 'message.topic': 1, 'message.headers': 1 };

/** The dead letters of all services and all merchants, read where they are kept: the doors show those of one merchant. */
export class Letters {
  private constructor(
    private readonly client: mongo.MongoClient,
    private readonly target: Target,
  ) {}

  static async open(target: Target): Promise<Letters> {
    return new Letters(await new mongo.MongoClient(target.backends.mongoUri).connect(), target);
  }

  async count(service: string): Promise<number> {
    return this.of(service).countDocuments();
  }

  async all(): Promise<Letter[]> {
    const found: Letter[] = [];
    for (const service of this.services) {
      const letters = await this.of(service).find({}, { projection: FIELDS }).toArray();
      found.push(...letters.map((letter) => ({ ...letter, service })));
    }
    return found;
  }

  /** The same, once no more come in. */
  async settled(): Promise<Letter[]> {
    let letters = await this.all();
    let since = performance.now();
    while (performance.now() - since < WITHOUT_NEWS_MS) {
      await sleep(500);
      const now = await this.all();
      if (now.length !== letters.length) since = performance.now();
      letters = now;
    }
    return letters;
  }

  async close(): Promise<void> {
    await this.client.close();
  }

  private get services(): string[] {
    return [...new Set(topics().map(({ owner }) => owner))];
  }

  private of(service: string): mongo.Collection<Stored> {
    return this.client.db(this.target.backends.database(service)).collection<Stored>('dead-letters');
  }
}

/** An operator of the merchant throws them away: they were made for the drill. */
export async function discardAll(services: Services, letters: readonly Letter[], merchantId: string): Promise<void> {
  const desks = Object.entries(services).filter(([name]) => name !== 'sandbox');
  await Promise.all(
    desks.map(async ([service, api]) => {
      const own = letters.filter((letter) => letter.service === service && letter.merchantId === merchantId);
      for (let start = 0; start < own.length; start += A_REQUEST) {
        const ids = own.slice(start, start + A_REQUEST).map(({ _id }) => _id);
        const options = { idempotencyKey: `drill-${service}-${start}` };
        const body = { ids, reason: 'made for a drill' };
        const reply = await api.post('/v1/operations/dead-letters/discard', body, options);
        if (reply.status >= 400) throw new Error(`discarding: ${reply.status} ${JSON.stringify(reply.body)}`);
      }
    }),
  );
}
