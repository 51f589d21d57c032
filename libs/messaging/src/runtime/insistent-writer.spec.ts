import { turns, VirtualClock } from '../memory/virtual-clock';
import { InsistentWriter } from './insistent-writer';

interface Item {
  readonly name: string;
}

/** A store that refuses an item so often, and what was written and told. */
function opened(refusals: number) {
  const clock = new VirtualClock();
  const written: string[] = [];
  const alarms: unknown[] = [];
  let left = refusals;
  const write = async (items: Item[]) => {
    if (items.some(({ name }) => name === 'odd') && left > 0) {
      if (items.length === 1) left -= 1;
      throw new Error('no');
    }
    written.push(...items.map(({ name }) => name));
  };
  const watch = {
    alarm: (_: string, { what, tries }: Readonly<Record<string, unknown>>) => alarms.push([what, tries]),
  };
  const writer = new InsistentWriter<Item>({ write, about: ({ name }) => ({ what: name }) }, { clock, watch });
  return { clock, written, alarms, writer };
}

it('writes what the store refuses again, soon at first, and holds up nothing else', async () => {
  const { clock, written, alarms, writer } = opened(2);
  const done: string[] = [];
  for (const name of ['one', 'odd', 'two']) writer.add({ name }, () => done.push(name));
  await turns(5);
  expect([written, writer.idle]).toEqual([['one', 'two'], false]);
  await clock.advance(50);
  await turns(5);
  expect(done).toEqual(['one', 'two']);
  await clock.advance(100);
  await turns(5);
  expect([written, done, writer.idle]).toEqual([['one', 'two', 'odd'], ['one', 'two', 'odd'], true]);
  expect(alarms).toEqual([
    ['odd', 1],
    ['odd', 2],
  ]);
});

it('waits 5 s between two tries at the longest, however often it was refused', async () => {
  const { clock, written, writer } = opened(12);
  writer.add({ name: 'odd' }, () => undefined);
  await turns(5);
  for (const ms of [50, 100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000, 5_000, 5_000, 5_000]) {
    expect(written).toEqual([]);
    await clock.advance(ms);
    await turns(5);
  }
  expect(written).toEqual(['odd']);
});
