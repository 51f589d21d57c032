import { memoryBackbone, type Backbone } from '@entrepot/eventstore';
import { DatabaseTime } from '../backbone/database-time';
import { chosenOf } from './selected';
import { StuckWork } from './stuck-work';

const YEARS_AGO = Date.parse('2020-01-01T00:00:00Z');
const letter = {
  ...{ reaction: 'tally', source: 'acme/counter/1', merchantId: 'acme', code: 'x', reason: 'x', attempts: 1 },
  message: { topic: 'a.b.v1', partition: 0, offset: 1, key: null, headers: {}, value: '{}' },
};

let nowMs: number;
let backbone: Backbone;

beforeEach(async () => {
  nowMs = YEARS_AGO;
  backbone = memoryBackbone({ clock: () => new Date(nowMs) });
  await backbone.deadLetters.add([letter]);
  nowMs += 90_000;
});

describe('on a machine whose clock is years off', () => {
  it('ages of what is stuck are told by the database’s time', async () => {
    const stuck = new StuckWork(backbone, { name: 'counters', streams: [], errors: {} });
    const { items } = await stuck.list('acme', { olderThan: 'PT1M' });
    expect(items).toMatchObject([{ kind: 'dead-letter', ageSeconds: 90 }]);
    expect((await stuck.list('acme', { olderThan: 'PT2M' })).items).toEqual([]);
  });

  it('what is older than some time is chosen by the database’s time', async () => {
    const olderThan = async (duration: string) => {
      const list = (query: Parameters<Backbone['deadLetters']['list']>[1]) => backbone.deadLetters.list('acme', query);
      return (await chosenOf({ filter: { olderThan: duration } }, list, new DatabaseTime(backbone))).ids.length;
    };
    expect([await olderThan('PT1M'), await olderThan('PT2M')]).toEqual([1, 0]);
  });
});
