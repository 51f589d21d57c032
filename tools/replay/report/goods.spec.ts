import type { AnyEvent } from '@entrepot/kernel';
import { Goods } from './goods';

const line = { sku: 'A', quantity: 2 };
const of = (type: string, fields: object = {}) => ({ type, orderId: 'ord_1', lines: [line], ...fields }) as AnyEvent;
const inspected = of('ReturnInspected', {
  lines: [
    { ...line, disposition: 'restock' },
    { ...line, disposition: 'scrap' },
  ],
});

function problemsOf(events: readonly AnyEvent[]): string[] {
  const goods = new Goods();
  for (const event of events) goods.take(event);
  return goods.problems(['ord_1']);
}

describe('the goods of a report', () => {
  it('fit when the stock books what left and what came back', () => {
    const left = [of('ShipmentPickedUp', { direction: 'outbound' }), of('StockFulfilled')];
    const back = [of('ShipmentPickedUp', { direction: 'return' }), inspected, of('StockRestocked')];
    expect(problemsOf([...left, ...back])).toEqual([]);
  });

  it('do not fit when what left stays in the stock, or leaves it twice', () => {
    const left = of('ShipmentPickedUp', { direction: 'outbound' });
    expect(problemsOf([left])).toEqual(['order ord_1: 2 of A left with carriers, 0 left the stock']);
    expect(problemsOf([left, of('StockFulfilled'), of('StockFulfilled')])).toEqual([
      'order ord_1: 2 of A left with carriers, 4 left the stock',
    ]);
  });

  it('do not fit when what came back is not put on the shelf', () => {
    const lost = 'order ord_1: 2 of A came back for the shelf, 0 were restocked';
    expect(problemsOf([inspected])).toEqual([lost]);
    expect(problemsOf([of('ShipmentReturned')])).toEqual([lost]);
  });

  it('are those of the orders that are asked about', () => {
    expect(problemsOf([of('StockFulfilled', { orderId: 'ord_of_others' })])).toEqual([]);
  });
});
