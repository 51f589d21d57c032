import { join } from 'node:path';
import { freePorts, LOOPBACK } from '../process/ports';
import type { Say } from '../process/progress';
import { newClusterId } from './cluster-id';
import { killed, startKafka, type EmbeddedServer, type KafkaOptions } from './kafka';

const NODES = 3;

/** Three copies of everything, two of which must be there for a write. */
const THREE_COPIES = {
  'offsets.topic.replication.factor': '3',
  'transaction.state.log.replication.factor': '3',
  'transaction.state.log.min.isr': '2',
  'share.coordinator.state.topic.replication.factor': '3',
  'share.coordinator.state.topic.min.isr': '2',
  'default.replication.factor': '3',
  'min.insync.replicas': '2',
};

/** Three real Kafka nodes, each broker and controller, that can be killed and started again one by one. */
export class KafkaCluster {
  private constructor(
    private readonly options: readonly KafkaOptions[],
    private readonly nodes: EmbeddedServer[],
  ) {}

  static async start(folder: string, say: Say): Promise<KafkaCluster> {
    const ports = await freePorts(2 * NODES);
    const controllers = ports.slice(NODES);
    const voters = controllers.map((port, index) => `${index + 1}@${LOOPBACK}:${port}`).join();
    const clusterId = newClusterId();
    const options = controllers.map((controller, index): KafkaOptions => {
      const settings = { ...THREE_COPIES, 'node.id': String(index + 1), 'controller.quorum.voters': voters };
      const own = { ports: { broker: ports[index] ?? 0, controller }, folder: join(folder, `kafka-${index + 1}`) };
      return { ...own, say, clusterId, settings };
    });
    return new KafkaCluster(options, await Promise.all(options.map(startKafka)));
  }

  /** Of all nodes, comma separated as in KAFKA_BROKERS; they stay the same. */
  get brokers(): string {
    return this.nodes.map(({ address }) => address).join();
  }

  /** Kills a node the hard way; `id` is Kafka's, from 1. Resolves when it is dead. */
  async kill(id: number): Promise<void> {
    await killed(this.node(id));
  }

  /** Starts a node again that was killed or stopped; resolves when it answers. */
  async startAgain(id: number): Promise<void> {
    this.nodes[id - 1] = await startKafka(this.options[id - 1] as KafkaOptions);
  }

  async stop(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.stop()));
  }

  private node(id: number): EmbeddedServer {
    const node = this.nodes[id - 1];
    if (!node) throw new Error(`there is no node ${id}`);
    return node;
  }
}
