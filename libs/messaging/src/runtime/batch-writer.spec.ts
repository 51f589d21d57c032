import { turns, VirtualClock } from '../memory/virtual-clock';
import { BatchWriter } from './batch-writer';

const away = () => Object.assign(new Error('away'), { name: 'MongoNetworkError' });

describe('the batch writer', () => {
  it('writes what came in during a write together, in order', async () => {
    const writes: number[][] = [];
    const done: number[] = [];
    const write = async (items: number[]) => {
      writes.push(items);
      await turns(3);
    };
    const writer = new BatchWriter<number>({ write, refused: () => undefined, clock: new VirtualClock() });
    writer.add(1, () => done.push(1));
    await turns(2);
    for (const item of [2, 3, 4]) writer.add(item, () => done.push(item));
    await turns(20);
    expect(writes).toEqual([[1], [2, 3, 4]]);
    expect(done).toEqual([1, 2, 3, 4]);
    expect(writer.idle).toBe(true);
  });

  it('waits for a store that is away and loses nothing', async () => {
    const clock = new VirtualClock();
    const written: number[] = [];
    let failures = 3;
    const write = async (items: number[]) => {
      await Promise.resolve();
      if ((failures -= 1) >= 0) throw away();
      written.push(...items);
    };
    const writer = new BatchWriter<number>({ write, refused: () => undefined, clock });
    writer.add(1, () => undefined);
    writer.add(2, () => undefined);
    await turns(5);
    expect(written).toEqual([]);
    await clock.advance(10_000);
    expect(written).toEqual([1, 2]);
  });

  it('tells a person when the store is away for long', async () => {
    const clock = new VirtualClock();
    const told: [string, number][] = [];
    const waits = (error: unknown, tries: number) => void told.push([String(error), tries]);
    let isAway = true;
    const write = () => (isAway ? Promise.reject(away()) : Promise.resolve());
    const writer = new BatchWriter<number>({ write, refused: () => undefined, waits, clock });
    writer.add(1, () => undefined);
    await turns(5);
    await clock.advance(10_000);
    expect(told).toEqual([]);
    await clock.advance(50_000);
    isAway = false;
    await clock.advance(600_000);
    expect([told, writer.idle]).toEqual([[['MongoNetworkError: away', 10]], true]);
  });

  it('rule 5: finds what the store refuses and writes everything else', async () => {
    const written: number[] = [];
    const refused: number[] = [];
    const write = async (items: number[]) => {
      await Promise.resolve();
      if (items.includes(13)) throw new Error('refused');
      written.push(...items);
    };
    const writer = new BatchWriter<number>({
      write,
      refused: (item) => refused.push(item),
      clock: new VirtualClock(),
    });
    for (let item = 1; item <= 20; item += 1) writer.add(item, () => undefined);
    await turns(50);
    expect(refused).toEqual([13]);
    expect(written).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 15, 16, 17, 18, 19, 20]);
  });

  it('lets more come together while much comes in, and is quick again after it', async () => {
    const clock = new VirtualClock();
    const writes: number[] = [];
    const write = async (items: number[]) => void writes.push(items.length);
    const times = { lingerMs: 100, busyLingerMs: 400, atMost: 5_000 };
    const writer = new BatchWriter<number>({ write, refused: () => undefined, clock, ...times });
    const pass = async (steps: number, items: number) => {
      for (let step = 0; step < steps; step += 1) {
        for (let item = 0; item < items; item += 1) writer.add(item, () => undefined);
        await clock.advance(100);
      }
    };
    await pass(9, 250);
    expect(writes).toEqual([250, 1_000, 1_000]);
    await pass(4, 1);
    expect(writes).toEqual([250, 1_000, 1_000, 4]);
    await pass(2, 1);
    expect(writes).toEqual([250, 1_000, 1_000, 4, 1, 1]);
  });

  it('does not wait again for what did not fit into one write', async () => {
    const clock = new VirtualClock();
    const writes: number[] = [];
    const write = async (items: number[]) => void writes.push(items.length);
    const writer = new BatchWriter<number>({ write, refused: () => undefined, clock, lingerMs: 100, atMost: 10 });
    for (let item = 0; item < 25; item += 1) writer.add(item, () => undefined);
    await clock.advance(100);
    expect(writes).toEqual([10, 10]);
    await clock.advance(100);
    expect(writes).toEqual([10, 10, 5]);
  });
});
