import { memoryBackbone } from '@entrepot/eventstore';
import { RememberedRows } from './remembered-rows';

interface Row {
  readonly city: string;
}

function aTable() {
  const table = memoryBackbone({}).view<Row>('places');
  let version = 0;
  const write = (merchantId: string, id: string, city: string) => {
    version += 1;
    return table.upsert([{ merchantId, id, version, row: { city } }]);
  };
  let queries = 0;
  const find = table.find.bind(table);
  table.find = (...asked) => {
    queries += 1;
    return find(...asked);
  };
  return { table, write, queries: () => queries };
}

describe('remembered rows', () => {
  it('are fetched together, and not again for a while', async () => {
    const { table, write, queries } = aTable();
    let now = 0;
    const rows = new RememberedRows(table, 5_000, () => now);
    await write('acme', 'a', 'Recife');
    await write('acme', 'b', 'Natal');
    expect([...(await rows.of('acme', ['a', 'b', 'a'])).values()].map(({ city }) => city)).toEqual(['Recife', 'Natal']);
    await write('acme', 'a', 'Olinda');
    expect((await rows.of('acme', ['a', 'b'])).get('a')?.city).toBe('Recife');
    expect(queries()).toBe(1);
    now = 5_001;
    expect((await rows.of('acme', ['a'])).get('a')?.city).toBe('Olinda');
  });

  it('are known at once when they are new', async () => {
    const { table, write } = aTable();
    const rows = new RememberedRows(table, 5_000, () => 0);
    expect((await rows.of('acme', ['a'])).size).toBe(0);
    await write('acme', 'a', 'Recife');
    expect((await rows.of('acme', ['a'])).get('a')?.city).toBe('Recife');
  });

  it('belong to one merchant', async () => {
    const { table, write } = aTable();
    const rows = new RememberedRows(table, 5_000, () => 0);
    await write('acme', 'a', 'Recife');
    await rows.of('acme', ['a']);
    expect((await rows.of('other', ['a'])).size).toBe(0);
  });

  it('are fetched in parts when there are many', async () => {
    const { table, write, queries } = aTable();
    const ids = Array.from({ length: 1_100 }, (_, index) => `p${index}`);
    for (const id of ids) await write('acme', id, id);
    expect((await new RememberedRows(table, 5_000).of('acme', ids)).size).toBe(1_100);
    expect(queries()).toBe(3);
  });
});
