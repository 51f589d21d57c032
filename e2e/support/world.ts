import { BACKBONE_SERVICES } from '@entrepot/contracts/access';
import type { RunningSystem, ServiceName } from '@entrepot/testing';
import { Api, type Reply } from '../../tools/replay/api';
import { keyOf, targetOf, type Target } from '../../tools/system-for-tool';
import { untilQuiet } from '../../tools/replay/quiet';
import { ownSystem, type SystemWanted } from './own-system';
import { sharedSystem, type SystemOfSpec } from './shared-system/client';

export type Row = Readonly<Record<string, unknown>>;

interface Made {
  readonly topicPrefix: string;
  readonly folder: string;
  readonly throughGateway: boolean;
  readonly stop: () => Promise<void>;
}

const WITHIN_MS = 45_000;

/**
 * A whole system of real processes on the shared Kafka and mongod, spoken to through its doors only: one that specs share, with
 * a merchant of its own for each, or one of the spec's own, for what others must not see.
 */
export class World<S extends SystemOfSpec = SystemOfSpec> {
  private constructor(
    readonly system: S,
    private readonly made: Made,
  ) {}

  /** The system that specs share, with a merchant for this spec. What is changed for all merchants has to be undone by the spec. */
  static async shared(merchantId: string, { throughGateway = false } = {}): Promise<World> {
    const { topicPrefix, folder, ...system } = await sharedSystem(merchantId);
    return new World(system, { topicPrefix, folder, throughGateway, stop: () => Promise.resolve() });
  }

  /** A system with names of its own, for this spec alone. */
  static async start(wanted: SystemWanted = {}): Promise<World<RunningSystem>> {
    const { system, ...made } = await ownSystem(wanted);
    return new World(system, { ...made, throughGateway: wanted.throughGateway === true });
  }

  get topicPrefix(): string {
    return this.made.topicPrefix;
  }

  /** With the services' logs, and the data of servers that were started for it. */
  get folder(): string {
    return this.made.folder;
  }

  /** Ends a system of the spec's own; one that is shared goes on. */
  stop(): Promise<void> {
    return this.made.stop();
  }

  /** The system as the replay and other tools speak to it. */
  target(): Target {
    return targetOf({ ...this.system, topicPrefix: this.topicPrefix });
  }

  /** Speaks to the first process of a service, or to the gateway with the key that the service wants. */
  api(service: ServiceName): Api {
    return new Api(this.system.urls[this.made.throughGateway ? 'gateway' : service], keyOf(this.system, service));
  }

  /** Speaks to one process of a service; counts from 0. */
  apiOf(service: ServiceName, index: number): Api {
    const url = this.system.instances[service]?.[index];
    if (url === undefined) throw new Error(`${service} has no process ${index}`);
    return new Api(url, keyOf(this.system, service));
  }

  /** Asks until the answer satisfies, and gives it; fails with the last answer. */
  async until<T>(what: string, ask: () => Promise<T>, satisfies: (answer: T) => boolean): Promise<T> {
    const deadline = Date.now() + WITHIN_MS;
    for (;;) {
      const answer = await ask();
      if (satisfies(answer)) return answer;
      if (Date.now() > deadline) throw new Error(`${what} did not come about: ${JSON.stringify(answer)}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  /** Resolves when nothing is under way between the services any more. */
  async quiet(): Promise<void> {
    if (!(await untilQuiet(BACKBONE_SERVICES.map((name) => this.apiOf(name, 0)))))
      throw new Error('the services did not come to rest');
  }

  /** Everything that is parked or dead in any service. */
  async stuck(): Promise<Row[]> {
    const found: Row[] = [];
    for (const name of BACKBONE_SERVICES) {
      for (const list of ['parked', 'dead-letters']) {
        for await (const row of this.apiOf(name, 0).all<Row>(`/v1/operations/${list}`))
          found.push({ service: name, list, ...row });
      }
    }
    return found;
  }
}

/** The reply of a write that has to succeed. */
export function succeeded(reply: Reply): Row {
  if (reply.status >= 400) throw new Error(`refused with ${reply.status}: ${JSON.stringify(reply.body)}`);
  return reply.body;
}
