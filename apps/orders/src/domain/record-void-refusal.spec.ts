import { ShipmentVoidRefused } from '@entrepot/contracts/logistics';
import { AnOrder } from '../../test/an-order';
import { recordVoidRefusal } from './record-void-refusal';

function refused(order: AnOrder): AnOrder {
  const { shipmentId } = order.shipment();
  return order.after(
    recordVoidRefusal,
    new ShipmentVoidRefused({ orderId: order.id, shipmentId, reason: 'collected' }),
  );
}

describe('a refused void', () => {
  it('waits for the pick-up, which then calls the parcel back', () => {
    const order = refused(AnOrder.placed().confirmed().cancelled());
    expect(order.events).toMatchObject([{ type: 'OrderShipmentUpdated', status: 'void_refused' }]);
    expect(order.pickedUp().types).toContain('ShipmentInterceptionRequested');
  });

  it('says nothing new after the pick-up, or when it is told again', () => {
    expect(refused(AnOrder.placed().confirmed().cancelled().pickedUp()).ignored).toMatch(/picked up/);
    expect(refused(refused(AnOrder.placed().confirmed().cancelled())).ignored).toBe('this refusal is known');
  });

  it('is noted when the shipment was voided', () => {
    expect(refused(AnOrder.placed().confirmed().cancelled().voided()).types).toEqual(['OrderFactNoted']);
  });
});
