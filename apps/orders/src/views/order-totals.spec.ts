import { AnOrder } from '../../test/an-order';
import { memoryBackbone } from '@entrepot/eventstore';
import type { OrderRow } from '@entrepot/contracts/orders';
import { orderRow } from './order-row';
import { TotalsOfOrders } from './order-totals';

describe('the totals of orders', () => {
  it('are kept by currency, with the reasons for what is open', async () => {
    const table = memoryBackbone({ streams: [] }).view<OrderRow>('orders');
    const orders = [
      AnOrder.placed(),
      AnOrder.placed().confirmed(),
      AnOrder.placed({ currency: 'JPY' }).cancelled(),
      AnOrder.placed().confirmed().pickedUp().captured(),
    ];
    const rows = orders.map(({ order }, at) => ({
      id: `ord_${at}`,
      merchantId: 'm',
      version: 1,
      row: orderRow(order),
    }));
    await table.upsert(rows);
    const { currencies, byStatus } = await new TotalsOfOrders(table).of('m');
    expect(currencies).toEqual([
      {
        currency: 'EUR',
        ...{ orders: 3, ordered: 36_000, lines: 33_000, freight: 3_000, surcharges: 0, discounts: 0, taxes: 0 },
        ...{ cancelled: 0, captured: 12_000, refunded: 0, open: 24_000 },
        openByReason: [
          { reason: 'awaiting-stock', orders: 1, amount: 12_000 },
          { reason: 'not-handed-over', orders: 1, amount: 12_000 },
        ],
      },
      expect.objectContaining({ currency: 'JPY', orders: 1, cancelled: 12_000, open: 0, openByReason: [] }),
    ]);
    expect(byStatus).toEqual([
      { state: 'cancelled', orders: 1 },
      { state: 'confirmed', orders: 1 },
      { state: 'placed', orders: 1 },
      { state: 'shipping', orders: 1 },
    ]);
  });
});
