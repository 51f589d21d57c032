import { PAYMENT_TRANSITIONS, TENDER_TRANSITIONS } from './transitions';

type Table = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

function reachableFrom(table: Table, start: string): Set<string> {
  const found = new Set([start]);
  for (const status of found) for (const next of Object.values(table[status] ?? {}).flat()) found.add(next);
  return found;
}

describe.each([
  ['tenders', TENDER_TRANSITIONS as Table, 'declared', ['declined', 'settled']],
  ['payments', PAYMENT_TRANSITIONS as Table, 'none', ['authorised', 'declined', 'released']],
])('the transitions of %s', (_, table, start, ends) => {
  it('reach every status', () => {
    expect([...reachableFrom(table, start)].sort()).toEqual(Object.keys(table).sort());
  });

  it('lead from every status to an end', () => {
    for (const status of Object.keys(table)) {
      const reachable = reachableFrom(table, status);
      expect({ status, ends: ends.some((end) => reachable.has(end)) }).toEqual({ status, ends: true });
    }
  });
});
