import type { AnyEvent } from '@entrepot/kernel';
import { nextActs } from './fate';
import { History } from './history';
import type { OrderPlan } from './olist/orders';

const of = (type: string, fields: object = {}) => ({ type, orderId: 'ord_1', ...fields }) as AnyEvent;
const planned = of('ShipmentPlanned', { shipmentId: 'shp_1', direction: 'outbound' });
const told = [
  of('OrderPlaced', { source: 'bench', sourceOrderId: 'o-1' }),
  planned,
  of('ShipmentLabelled', { shipmentId: 'shp_1', trackingNumber: 'T1' }),
  of('ShipmentPickedUp', { shipmentId: 'shp_1' }),
];
const plan = { sourceOrderId: 'o-1', fate: 'delivered' } as OrderPlan;

function actsAfter(events: readonly AnyEvent[]): string[] {
  const history = new History('bench');
  for (const event of events) history.tell(event);
  return nextActs(plan, history.tale('o-1')).map(({ id }) => id);
}

describe('the history that a replay hears', () => {
  it('leads a parcel on that was picked up', () => {
    expect(actsAfter(told)).toEqual(['T1:DELIVERED']);
  });

  it('is not begun anew by copies, in whatever order they come', () => {
    expect(actsAfter([...told, planned])).toEqual(['T1:DELIVERED']);
    expect(actsAfter([...told, ...[...told].reverse()])).toEqual(['T1:DELIVERED']);
  });

  it('does not depend on which topic is read first', () => {
    const [placed, ...shipment] = told;
    expect(actsAfter([...shipment, placed!])).toEqual(['T1:DELIVERED']);
  });
});
