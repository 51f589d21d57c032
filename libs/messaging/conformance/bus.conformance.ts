import type { Assignment, Bus, OutgoingMessage, RawMessage, Reading, TopicPartition } from '../src/index';

export interface BusRig {
  readonly bus: Bus;
  /** A second connection to the same broker, as another process would have. */
  readonly other: Bus;
  /** After this long a message would have come. */
  readonly patienceMs: number;
  close(): Promise<void>;
}

interface Seen extends TopicPartition {
  readonly offset: number;
  readonly key: string;
  readonly text: string;
}

/** Notes everything that it reads. */
class Reader {
  readonly seen: Seen[] = [];
  private readonly places = new Set<string>();
  /** The last offset of each partition in this generation. */
  private readonly last = new Map<number, number>();
  readonly generations: { id: number; assignments: readonly Assignment[] }[] = [];
  reading!: Reading;
  /** Assignments are refused so many times before they are taken. */
  refusals = 0;
  onBatch: (from: TopicPartition) => void = () => undefined;

  async assigned(id: number, assignments: readonly Assignment[]): Promise<void> {
    await Promise.resolve();
    if (this.refusals > 0) {
      this.refusals -= 1;
      throw new Error('not ready');
    }
    this.last.clear();
    this.generations.push({ id, assignments });
  }

  received(generation: number, from: TopicPartition, messages: readonly RawMessage[]): void {
    expect(generation).toBe(this.generation);
    for (const { offset, key, value } of messages) {
      expect(Number(offset)).toBeGreaterThan(this.last.get(from.partition) ?? -1);
      this.last.set(from.partition, Number(offset));
      // Between generations a repeat may come at any time: each starts again from what is committed.
      const place = `${from.partition}/${offset}`;
      if (this.places.has(place)) continue;
      this.places.add(place);
      this.seen.push({ ...from, offset: Number(offset), key: String(key), text: String(value) });
    }
    this.onBatch(from);
  }

  failed(error: Error): void {
    throw error;
  }

  get generation(): number {
    return this.generations.at(-1)?.id ?? 0;
  }

  /** The texts of a key in order, each once: a send whose answer got lost is repeated, as a whole and in order. */
  texts(key: string): string[] {
    return [...new Set(this.seen.filter((message) => message.key === key).map(({ text }) => text))];
  }
}

async function until(condition: () => boolean, what: string): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`not within 30 s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

const TOPIC = 'till.payment.v1';
const DOOR = 'shop.intake.v1';
let groups = 0;

function numbered(key: string, from: number, to: number): OutgoingMessage[] {
  return Array.from({ length: to - from + 1 }, (_, index) => {
    return { topic: TOPIC, key, value: String(from + index), headers: { ce_type: 'Counted', note: 'ü' } };
  });
}

const count = (to: number, from = 1) => Array.from({ length: to - from + 1 }, (_, index) => String(from + index));

/** What every bus promises. */
export function busConformance(name: string, open: () => Promise<BusRig>): void {
  describe(`${name} as a bus`, () => {
    let rig: BusRig;
    const readings: Reading[] = [];
    const topics = [
      { name: TOPIC, partitions: 3 },
      { name: DOOR, partitions: 1 },
    ];

    beforeAll(async () => {
      rig = await open();
      await rig.bus.ensureTopics(topics);
    }, 120_000);
    afterEach(async () => {
      await Promise.all(readings.splice(0).map((reading) => reading.leave()));
    }, 60_000);
    afterAll(async () => rig.close(), 60_000);

    const patience = () => new Promise((resolve) => setTimeout(resolve, rig.patienceMs));
    const group = () => `group-${(groups += 1)}`;
    const read = async (reader: Reader, name: string, bus = rig.bus, names = [TOPIC]): Promise<void> => {
      reader.reading = await bus.read(name, names, reader);
      readings.push(reader.reading);
    };

    it('gives every group every message, in the order of its key, with headers and the broker’s time', async () => {
      const [first, second] = [new Reader(), new Reader()];
      const raw: RawMessage[] = [];
      const keep = second.received.bind(second);
      second.received = (generation, from, messages) => {
        raw.push(...messages);
        keep(generation, from, messages);
      };
      await rig.bus.publish([...numbered('order-a', 1, 20), ...numbered('order-b', 1, 20)]);
      await read(first, group());
      await read(second, group());
      await rig.bus.publish(numbered('order-a', 21, 30));
      for (const reader of [first, second]) {
        await until(() => reader.texts('order-a').length >= 30, 'thirty messages');
        expect(reader.texts('order-a')).toEqual(count(30));
        expect(reader.texts('order-b')).toEqual(count(20));
      }
      expect(String(raw[0]?.headers?.['note'])).toBe('ü');
      expect(Number(raw[0]?.timestamp)).toBeGreaterThan(0);
    }, 60_000);

    it('reads a topic from its beginning when a group is new, and tells where each partition starts and ends', async () => {
      const reader = new Reader();
      await read(reader, group());
      await until(() => reader.generations.length > 0, 'an assignment');
      const { assignments } = reader.generations[0]!;
      expect(assignments.map(({ partition }) => partition).sort()).toEqual([0, 1, 2]);
      expect(assignments.every(({ start }) => start === 0)).toBe(true);
      const written = (await rig.bus.progress('nobody', [TOPIC])).reduce((sum, { end }) => sum + end, 0);
      expect(assignments.reduce((sum, { end }) => sum + end, 0)).toBe(written);
      await until(() => reader.seen.length === written, 'everything');
    }, 60_000);

    it('goes on from the committed offsets and repeats what was not committed', async () => {
      const name = group();
      const first = new Reader();
      await rig.bus.publish(numbered('order-c', 1, 10));
      await read(first, name);
      await until(() => first.texts('order-c').length === 10, 'ten messages');
      const fifth = first.seen.filter(({ key }) => key === 'order-c')[4]!;
      const ends = await rig.bus.progress(name, [TOPIC]);
      const offsets = ends.map(({ topic, partition, end }) => {
        return { topic, partition, offset: partition === fifth.partition ? fifth.offset + 1 : end };
      });
      await first.reading.commit(first.generation, offsets);
      await first.reading.leave();
      const second = new Reader();
      await read(second, name);
      await until(() => second.texts('order-c').length >= 5, 'the other five');
      expect(second.texts('order-c')).toEqual(count(10, 6));
      expect(second.texts('order-a')).toEqual([]);
      const progress = await rig.bus.progress(name, [TOPIC]);
      expect(progress.find(({ partition }) => partition === fifth.partition)?.committed).toBe(fifth.offset + 1);
    }, 60_000);

    it('drops an offset that comes from a generation that is over', async () => {
      const name = group();
      const reader = new Reader();
      await read(reader, name);
      await until(() => reader.generations.length > 0, 'an assignment');
      await reader.reading.commit(reader.generation - 1, [{ topic: TOPIC, partition: 0, offset: 1 }]);
      const [partition] = await rig.bus.progress(name, [TOPIC]);
      expect(partition?.committed).toBeUndefined();
    }, 60_000);

    it('shares the partitions when another process joins, and starts both from what is committed', async () => {
      const name = group();
      const [first, second] = [new Reader(), new Reader()];
      await read(first, name);
      await until(() => first.generations.length > 0, 'an assignment');
      await read(second, name, rig.other);
      const shares = () => [first, second].map(({ generations }) => generations.at(-1)?.assignments.length ?? 0);
      await until(() => shares().sort().join() === '1,2', 'a share for both');
      first.seen.length = 0;
      second.seen.length = 0;
      await rig.bus.publish(numbered('order-d', 1, 5));
      const both = () => [...first.texts('order-d'), ...second.texts('order-d')];
      await until(() => both().length >= 5, 'five messages');
      expect(both()).toEqual(count(5));
    }, 90_000);

    it('delivers nothing before an assignment was prepared, and tries a preparation again', async () => {
      const reader = new Reader();
      reader.refusals = 2;
      await read(reader, group());
      await until(() => reader.texts('order-a').length === 30, 'thirty messages');
      expect(reader.refusals).toBe(0);
    }, 60_000);

    it('stops reading a paused partition and misses nothing when it goes on', async () => {
      const reader = new Reader();
      await read(reader, group());
      await until(() => reader.texts('order-a').length === 30, 'thirty messages');
      const { partition } = reader.seen.find(({ key }) => key === 'order-a')!;
      reader.reading.pause({ topic: TOPIC, partition });
      await patience();
      await rig.bus.publish(numbered('order-a', 31, 33));
      await patience();
      expect(reader.texts('order-a')).toHaveLength(30);
      reader.reading.resume({ topic: TOPIC, partition });
      await until(() => reader.texts('order-a').length === 33, 'the rest');
      expect(reader.texts('order-a')).toEqual(count(33));
    }, 60_000);

    it('delivers nothing after a halt, and still commits', async () => {
      const name = group();
      const reader = new Reader();
      await read(reader, name, rig.bus, [DOOR]);
      await until(() => reader.generations.length > 0, 'an assignment');
      await reader.reading.halt();
      await rig.bus.publish([{ topic: DOOR, key: 'late', value: '{}', headers: {} }]);
      await patience();
      expect(reader.seen).toEqual([]);
      await reader.reading.commit(reader.generation, [{ topic: DOOR, partition: 0, offset: 0 }]);
      const [partition] = await rig.bus.progress(name, [DOOR]);
      expect(partition?.committed).toBe(0);
    }, 60_000);

    it('names the topics that do not exist, and creates only those', async () => {
      expect(await rig.bus.missingTopics([TOPIC, 'shop.unknown.v1'])).toEqual(['shop.unknown.v1']);
      await rig.bus.ensureTopics([...topics, { name: 'shop.unknown.v1', partitions: 2 }]);
      expect(await rig.bus.missingTopics([TOPIC, 'shop.unknown.v1'])).toEqual([]);
      expect(await rig.bus.progress('nobody', ['shop.unknown.v1'])).toHaveLength(2);
      expect(await rig.bus.progress('nobody', [TOPIC])).toHaveLength(3);
    }, 60_000);
  });
}
