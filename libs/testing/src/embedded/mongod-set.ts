import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { mongo } from 'mongoose';
import { freePorts, LOOPBACK } from '../process/ports';
import { withProgress, type Say } from '../process/progress';
import { killed, type EmbeddedServer } from './kafka';
import { launchMongod } from './mongod';
import { prepareMongod } from './mongod-files';
import { answersMongo, REPLICA_SET } from './replica-set';

const MEMBERS = 3;
const ELECTED_WITHIN_MS = 60_000;

/** A replica set of three real mongods, each of which can be killed and started again. */
export class MongodSet {
  private constructor(
    private readonly launch: (port: number) => Promise<EmbeddedServer>,
    private readonly ports: readonly number[],
    private readonly members: EmbeddedServer[],
  ) {}

  static async start(folder: string, say: Say): Promise<MongodSet> {
    const binary = await prepareMongod(say);
    const ports = await freePorts(MEMBERS);
    const launch = (port: number) => {
      const options = { port, folder: join(folder, `mongod-${ports.indexOf(port) + 1}`), say };
      const answers = () => answersMongo(`mongodb://${LOOPBACK}:${port}/`, { directConnection: true });
      return launchMongod(binary, options, async () => ((await answers()) ? undefined : 'does not answer'));
    };
    const set = new MongodSet(launch, ports, await Promise.all(ports.map(launch)));
    await withProgress(say, 'Starting a replica set of three', () => set.initiate());
    return set;
  }

  get uri(): string {
    return `mongodb://${this.ports.map(hostOf).join()}/?replicaSet=${REPLICA_SET}`;
  }

  /** Which member is the primary, from 1; undefined while there is none. */
  async primary(): Promise<number | undefined> {
    for (const [index, port] of this.ports.entries()) {
      const hello = await askMember(port, { hello: 1 }).catch(() => undefined);
      if (hello?.['isWritablePrimary'] === true) return index + 1;
    }
    return undefined;
  }

  /** Waits until there is one, at most a minute. */
  async elected(): Promise<number> {
    const until = performance.now() + ELECTED_WITHIN_MS;
    for (;;) {
      const primary = await this.primary();
      if (primary !== undefined) return primary;
      if (performance.now() > until) throw new Error('no primary was elected within a minute');
      await sleep(100);
    }
  }

  /** Makes the primary step down: it goes on as a secondary. */
  async stepDown(): Promise<void> {
    const port = this.ports[(await this.elected()) - 1] ?? 0;
    await askMember(port, { replSetStepDown: 30, secondaryCatchUpPeriodSecs: 10 });
  }

  /** Kills a member the hard way; resolves when it is dead. */
  async kill(id: number): Promise<void> {
    await killed(this.members[id - 1] as EmbeddedServer);
  }

  /** Starts a member again that was killed; resolves when it answers. */
  async startAgain(id: number): Promise<void> {
    this.members[id - 1] = await this.launch(this.ports[id - 1] ?? 0);
  }

  async stop(): Promise<void> {
    await Promise.all(this.members.map((member) => member.stop()));
  }

  private async initiate(): Promise<void> {
    const members = this.ports.map((port, _id) => ({ _id, host: hostOf(port) }));
    await askMember(this.ports[0] ?? 0, { replSetInitiate: { _id: REPLICA_SET, members } });
    await this.elected();
  }
}

const hostOf = (port: number): string => `${LOOPBACK}:${port}`;

async function askMember(port: number, command: mongo.Document): Promise<mongo.Document> {
  const timeouts = { serverSelectionTimeoutMS: 2_000, connectTimeoutMS: 2_000 };
  const client = new mongo.MongoClient(`mongodb://${hostOf(port)}/`, { directConnection: true, ...timeouts });
  try {
    await client.connect();
    return await client.db('admin').command(command);
  } finally {
    await client.close();
  }
}
