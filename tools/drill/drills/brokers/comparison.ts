import { KafkaBus } from '@entrepot/messaging';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Kafka, logLevel, type Message, type Producer } from 'kafkajs';
import { TopicScan } from '../../../replay/report/topic-scan';

export interface Sent {
  /** Messages whose send resolved without an error. */
  readonly acknowledged: number;
  /** Of those, how many the topic does not hold. */
  readonly lost: number;
  /** How many the topic holds beyond the first. */
  readonly copies: number;
}

const OURS = 'drill.ours.v1';
const STOCK = 'drill.stock.v1';
const PARTITIONS = 12;
const A_SEND = 24;
const LANES = 3;
const PAUSE_MS = 20;

type Send = (messages: readonly { key: string; value: string; id: string }[]) => Promise<unknown>;

/** The same messages over many partitions at once, sent by the stock client and by ours, while brokers come and go. */
export class Comparison {
  private sending = true;
  private readonly acknowledged = { ours: new Set<string>(), stock: new Set<string>() };
  private readonly lanes: Promise<void>[] = [];

  private constructor(
    private readonly brokers: readonly string[],
    private readonly bus: KafkaBus,
    private readonly stock: Producer,
  ) {
    const ours: Send = (messages) =>
      bus.publish(messages.map(({ id, ...rest }) => ({ ...rest, topic: OURS, headers: { ce_id: id } })));
    const theirs: Send = (messages) =>
      stock.send({
        topic: STOCK,
        acks: -1,
        messages: messages.map(({ id, ...rest }): Message => ({ ...rest, headers: { ce_id: id } })),
      });
    for (let lane = 0; lane < LANES; lane += 1) {
      this.lanes.push(this.send(ours, this.acknowledged.ours), this.send(theirs, this.acknowledged.stock));
    }
  }

  static async begin(brokers: readonly string[]): Promise<Comparison> {
    const bus = new KafkaBus({ brokers, clientId: 'entrepot-drill-ours' });
    const topic = (name: string) => ({ name, partitions: PARTITIONS, replication: 3, minIsr: 2 });
    await bus.ensureTopics([topic(OURS), topic(STOCK)]);
    // As its documentation shows it; only told to keep quiet.
    const stock = new Kafka({ brokers: [...brokers], clientId: 'stock', logLevel: logLevel.NOTHING }).producer();
    await Promise.all([bus.connect(), stock.connect()]);
    return new Comparison(brokers, bus, stock);
  }

  async end(): Promise<{ readonly ours: Sent; readonly stock: Sent }> {
    this.sending = false;
    await Promise.all(this.lanes);
    await Promise.all([this.bus.close(), this.stock.disconnect()]);
    const scan = new TopicScan(this.brokers);
    await scan.start();
    try {
      const contents = await scan.content([OURS, STOCK]);
      const idsOf = (topic: string) => [...(contents.get(topic)?.partitions.values() ?? [])].flat().map(({ id }) => id);
      const { ours, stock } = this.acknowledged;
      return { ours: compare(ours, idsOf(OURS)), stock: compare(stock, idsOf(STOCK)) };
    } finally {
      await scan.stop();
    }
  }

  private async send(send: Send, acknowledged: Set<string>): Promise<void> {
    while (this.sending) {
      const messages = Array.from({ length: A_SEND }, () => {
        const id = randomUUID();
        return { id, key: id, value: JSON.stringify({ id }) };
      });
      const done = await send(messages).then(
        () => true,
        () => false,
      );
      if (done) for (const { id } of messages) acknowledged.add(id);
      await sleep(PAUSE_MS);
    }
  }
}

function compare(acknowledged: ReadonlySet<string>, ids: readonly string[]): Sent {
  const held = new Set(ids);
  return {
    acknowledged: acknowledged.size,
    lost: [...acknowledged].filter((id) => !held.has(id)).length,
    copies: ids.length - held.size,
  };
}
