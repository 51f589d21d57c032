import { memoryBackbone, type ViewTable } from '@entrepot/eventstore';
import { AccessCopies } from './access-copies';

interface Row {
  readonly scopes: readonly string[];
}

/** Copies of one view, and how often its mark was looked at. */
async function started(quietMs: () => number) {
  jest.useFakeTimers();
  const table = memoryBackbone().view<Row>('admissions') as ViewTable<Row>;
  let version = 0;
  const write = (scope: string) => {
    version += 1;
    return table.upsert([{ id: 'erp', merchantId: 'acme', version, row: { scopes: [scope] } }]);
  };
  await write('orders:read');
  let known: readonly Row[] = [];
  const keeper = { replace: (rows: readonly never[]) => void (known = rows) };
  const looks = jest.spyOn(table, 'mark');
  const copies = new AccessCopies([{ table: table as unknown as ViewTable<object>, keeper }], quietMs);
  await copies.load();
  copies.start();
  looks.mockClear();
  return { copies, write, looks, scopes: () => known.map(({ scopes }) => scopes.join()) };
}

afterEach(() => jest.useRealTimers());

describe('what a process keeps in memory of access', () => {
  it('is looked at every second where others may have heard what it has not', async () => {
    const { copies, write, looks, scopes } = await started(() => 0);
    await jest.advanceTimersByTimeAsync(5_000);
    expect(looks).toHaveBeenCalledTimes(5);
    await write('orders:write');
    await jest.advanceTimersByTimeAsync(1_000);
    expect(scopes()).toEqual(['orders:write']);
    await copies.stop();
  });

  it('is looked at after each event, and seldom otherwise, where it has heard them all', async () => {
    let heardAt = performance.now();
    let isWritten = true;
    const { copies, write, looks, scopes } = await started(() => (isWritten ? performance.now() - heardAt : 0));
    heardAt = performance.now() - 60_000;
    await jest.advanceTimersByTimeAsync(9_000);
    expect(looks).toHaveBeenCalledTimes(1);
    isWritten = false;
    heardAt = performance.now();
    await jest.advanceTimersByTimeAsync(3_000);
    await write('orders:write');
    isWritten = true;
    await jest.advanceTimersByTimeAsync(1_000);
    expect(scopes()).toEqual(['orders:write']);
    looks.mockClear();
    await jest.advanceTimersByTimeAsync(8_000);
    expect(looks).toHaveBeenCalledTimes(0);
    await jest.advanceTimersByTimeAsync(4_000);
    expect(looks).toHaveBeenCalledTimes(1);
    await copies.stop();
  });
});
