import { ShipmentLost } from '@entrepot/contracts/logistics';
import { AnOrder, MUG, SHIRTS } from '../../test/an-order';
import { changeAddress } from './change-address';
import { recordLoss } from './record-loss';

const NEXT_DOOR = { city: 'Lisboa', country: 'PT', postalCode: '1200-001' };
const ABROAD = { city: 'Vigo', country: 'ES' };

const moved = (order: AnOrder, shipTo: typeof ABROAD = NEXT_DOOR) =>
  order.after(changeAddress, { orderId: order.id, shipTo });

describe('a change of the address', () => {
  it('is just recorded while nothing was chosen for the old one', () => {
    expect(moved(AnOrder.placed()).types).toEqual(['OrderAddressChanged']);
    expect(moved(AnOrder.placed().routed()).types).toEqual(['OrderAddressChanged']);
    expect(moved(AnOrder.placed().routed().reserved()).order.shipTo).toEqual(NEXT_DOOR);
    const again = moved(moved(AnOrder.placed()));
    expect(again.ignored).toBe('the order goes to this address already');
  });

  it('to another country looks for a route again, and takes no answer for the old one', () => {
    const order = moved(AnOrder.placed(), ABROAD);
    expect(order.event('OrderRoutingRequested')).toMatchObject({ attempt: 2, shipTo: ABROAD });
    expect(order.routed().types).toEqual(['StockReservationRequested']);
    const held = moved(AnOrder.placed().held(), ABROAD);
    expect(held.types).toEqual(['OrderAddressChanged']);
    expect(held.resumed().event('OrderRoutingRequested')).toMatchObject({ attempt: 2, shipTo: ABROAD });
  });

  it('stops parcels that wait for their pick-up, and sends them anew when the carrier agreed', () => {
    const order = moved(AnOrder.placed().confirmed());
    expect(order.types).toEqual(['OrderAddressChanged', 'ShipmentVoidRequested']);
    const anew = order.voided();
    expect(anew.event('ShipmentRequested')).toMatchObject({ shipTo: NEXT_DOOR, placeId: 'gru' });
    expect(anew.shipment(1).shipmentId).not.toBe(anew.shipment(0).shipmentId);
  });

  it('and back leaves no parcel that goes to a former address', () => {
    const order = AnOrder.placed().confirmed();
    const back = moved(moved(order), order.order.shipTo as typeof ABROAD);
    expect(back.pickedUp().shipment().toFormerAddress).toBe(false);
    expect(moved(back).pickedUp().shipment().toFormerAddress).toBe(true);
  });

  it('to another country gives back what is set aside before places are chosen again; the payment stays', () => {
    const order = moved(AnOrder.placed().confirmed(), ABROAD).voided();
    expect(order.types).toEqual(['OrderShipmentUpdated', 'StockReleaseRequested']);
    const routed = order.released();
    expect(routed.types).toEqual(['OrderReservationUpdated', 'OrderRoutingRequested']);
    const paid = routed.routed({ opo: [SHIRTS, MUG] }).reserved();
    expect(paid.types).toEqual(['OrderReserved', 'OrderConfirmed', 'ShipmentRequested']);
    expect(paid.event('ShipmentRequested')).toMatchObject({ placeId: 'opo', shipTo: ABROAD });
    expect(paid.pickedUp(1).event('PaymentCaptureRequested').amount).toBe(12_000);
  });

  it('waits for the answers of places and payments before it gives back what they hold', () => {
    const asked = moved(AnOrder.placed().routed(), ABROAD);
    expect(asked.types).toEqual(['OrderAddressChanged']);
    expect(asked.reserved().types).toEqual(['OrderReservationUpdated', 'StockReleaseRequested']);
    const paying = moved(AnOrder.placed().routed().reserved(), ABROAD);
    expect(paying.types).toEqual(['OrderAddressChanged']);
    expect(paying.paid().types).toEqual(['OrderConfirmed', 'StockReleaseRequested']);
  });

  it('does not wait for a place of which everything was shipped', () => {
    const sent = AnOrder.placed()
      .split({ gru: [MUG], cps: [SHIRTS] })
      .pickedUp(0)
      .captured();
    const { shipmentId } = sent.shipment(0);
    const lost = sent.after(recordLoss, new ShipmentLost({ orderId: sent.id, shipmentId, lines: [MUG] }));
    const less = lost.cancelled({ lines: [{ lineId: '1', quantity: 1 }] }).voided(1);
    const stopped = moved(less, ABROAD).voided(2);
    expect(stopped.events.filter(({ type }) => type === 'StockReleaseRequested')).toMatchObject([{ placeId: 'cps' }]);
    expect(stopped.released(1).types).toEqual(['OrderReservationUpdated', 'OrderRoutingRequested']);
  });

  it('comes too late for a parcel that is picked up before the carrier agrees', () => {
    const order = moved(AnOrder.placed().confirmed(), ABROAD).pickedUp();
    expect(order.types).toEqual(['OrderShipmentUpdated', 'StockFulfilmentRequested', 'PaymentCaptureRequested']);
    expect([order.order.reroute, order.shipment().toFormerAddress]).toEqual([false, true]);
  });

  it('is refused once a carrier has anything, and where the order has ended', () => {
    const placed = AnOrder.placed();
    expect(() => moved(placed.confirmed().pickedUp())).toThrow('order.picked-up');
    expect(() => moved(placed.confirmed().cancelled())).toThrow('order.cancelling');
    expect(() => moved(placed.confirmed().pickedUp().delivered())).toThrow('order.delivered');
    expect(() => moved(placed.cancelled())).toThrow('order.already-cancelled');
  });

  it('lets lines be cancelled meanwhile, without asking the carrier twice', () => {
    const order = moved(AnOrder.placed().confirmed()).cancelled({ lines: [{ lineId: '2', quantity: 1 }] });
    expect(order.types).toEqual(['OrderCancellationRequested']);
    expect(order.voided().event('ShipmentRequested')).toMatchObject({ lines: [SHIRTS], shipTo: NEXT_DOOR });
  });
});
