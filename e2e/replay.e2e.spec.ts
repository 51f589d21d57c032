import { rmSync } from 'node:fs';
import { replay } from '../tools/replay/replay';
import type { Report } from '../tools/replay/report/report';
import { madeUpTables } from './support/made-up-tables';
import { World } from './support/world';

jest.setTimeout(180_000);

describe('the replay of a data set', () => {
  let world: World;
  let folder: string;
  let first: Report;

  beforeAll(async () => {
    world = await World.shared('replay');
    folder = madeUpTables();
    first = await run();
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function run(): Promise<Report> {
    return replay(world.target(), { folder, speed: 'max', quiet: true });
  }

  it('balances', () => {
    expect(first.problems).toEqual([]);
    expect(first.balanced).toBe(true);
  });

  it('accounts for every order, with a reason where it differs', () => {
    const { read, accepted, byStatus, rejected, different } = first.orders;
    expect({ read, accepted, byStatus }).toEqual({
      read: 9,
      accepted: 8,
      byStatus: { cancelled: 2, confirmed: 1, delivered: 4, shipping: 1 },
    });
    expect(rejected).toEqual([{ id: 'o-unavailable', reason: expect.stringContaining('lines') as string }]);
    expect(different.map(({ id }) => id)).toEqual(['o-returned']);
  });

  it('turns what was paid differently into surcharges and discounts, to the cent', () => {
    const [brl] = first.money;
    expect(brl).toMatchObject({ currency: 'BRL', surcharges: 113, discounts: 100, ledgerSum: 0 });
    expect(brl?.openByReason).toEqual([{ reason: expect.any(String) as string, orders: 1, amount: 1_100 }]);
  });

  it('counts every unit of stock', () => {
    expect(first.stock).toEqual({
      ...{ received: 10, shipped: 8, restocked: 2, lost: 0, onHand: 4, reserved: 1, driftedSkus: 0 },
    });
  });

  it('gives the same report when it is run again', async () => {
    expect(await run()).toEqual(first);
  });
});
