import type { OrderRow } from '@entrepot/contracts/orders';
import { memoryBackbone, recordId, streamId, type CommitRecord } from '@entrepot/eventstore';
import type { AnyEvent } from '@entrepot/kernel';
import { MoneyElsewhere, type MovedMoney } from '../domain/money-elsewhere';
import { OrderBooks } from './order-books';

const MERCHANT = 'demo';

function record(version: number, ...events: AnyEvent[]): CommitRecord {
  const _id = recordId(streamId(MERCHANT, 'order', 'ord_1'), version);
  const at = '2026-03-02T09:00:00.000Z';
  return { _id, merchantId: MERCHANT, kind: 'order', key: 'ord_1', version, at, cause: { source: 'test' }, events };
}

const placed = { type: 'OrderPlaced' } as AnyEvent;
const paid = (kind: string, reference: string, amount: number) =>
  ({ type: 'OrderPaymentUpdated', orderId: 'ord_1', kind, reference, amount }) as AnyEvent;

const records = [
  ...[record(1, placed), record(2, paid('authorised', 'a', 1_500)), record(3, paid('captured', 'c1', 1_000))],
  // Said again with another amount: it is the same capture.
  ...[record(4, paid('captured', 'c1', 1_200)), record(5, paid('refunded', 'r1', 300))],
];
const listed = {
  ...{ currency: 'EUR', linesTotal: 1_400, freight: 200, surcharges: 0, discounts: 100, cancelled: 300 },
  ...{ captured: 1_200, refunded: 300, open: 300 },
};

/** Payments, which knows this of all orders. */
class Known extends MoneyElsewhere {
  constructor(private readonly money: MovedMoney | undefined) {
    super();
  }
  of(_: string, ids: readonly string[]) {
    const { money } = this;
    return Promise.resolve(money && new Map(ids.map((id) => [id, money])));
  }
}

async function faultsOf(row: Partial<OrderRow> | undefined, version = 5, of = records, money?: MovedMoney) {
  const backbone = memoryBackbone({ streams: [] });
  const orders = backbone.view<OrderRow>('orders');
  if (row !== undefined)
    await orders.upsert([{ id: 'ord_1', merchantId: MERCHANT, version, row: { ...listed, ...row } as OrderRow }]);
  const books = new OrderBooks(orders, new Known(money));
  const sum = books.open(MERCHANT, 'ord_1');
  for (const each of of) sum.add(each);
  const faults = await books.compare(MERCHANT, [sum]);
  await backbone.stop();
  return faults.map(({ what, eventIds }) => `${what} [${eventIds.length}]`);
}

describe('the books of orders', () => {
  it('balance where the list says what the streams say, and every order what it is worth', async () => {
    expect(await faultsOf({})).toEqual([]);
    expect(await faultsOf({ taxes: 50, open: 350 })).toEqual([]);
  });

  it('name an order that the list shows with other money, and one that is not worth what it says', async () => {
    expect(await faultsOf({ captured: 1_000, open: 500 })).toEqual([
      'the stream says 12.00 captured, 3.00 refunded; the list of orders shows 10.00 captured, 3.00 refunded [3]',
    ]);
    expect(await faultsOf({ open: 299 })).toEqual(['is worth 12.00; captured - refunded + open is 11.99 [3]']);
  });

  it('name an order that was placed and is not listed, and one that is listed as it was', async () => {
    expect(await faultsOf(undefined)).toEqual(['was placed, and the list of orders has no row [3]']);
    expect(await faultsOf({}, 4)).toEqual(['the list of orders shows version 4 of 5 [3]']);
    expect(await faultsOf(undefined, 0, [record(1, { type: 'Whatever' })])).toEqual([]);
  });

  it('do not expect the list to hear of a decision that was recorded for its cause alone', async () => {
    const more = [...records, record(6), record(7)];
    expect(await faultsOf({}, 5, more)).toEqual([]);
    expect(await faultsOf({}, 7, more)).toEqual([]);
    expect(await faultsOf({}, 4, more)).toEqual(['the list of orders shows version 4 of 7 [3]']);
    expect(await faultsOf({}, 8, more)).toEqual(['the list of orders shows version 8 of 7 [3]']);
  });

  it('name an order of which payments says something else', async () => {
    expect(await faultsOf({}, 5, records, { captured: 1_200, refunded: 300 })).toEqual([]);
    expect(await faultsOf({}, 5, records, { captured: 1_200, refunded: 500 })).toEqual([
      'the stream says 12.00 captured, 3.00 refunded; payments says 12.00 captured, 5.00 refunded [3]',
    ]);
  });
});
