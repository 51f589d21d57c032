import { OrderAddressChanged, ShipmentVoidRequested } from '@entrepot/contracts/orders';
import type { Address } from '@entrepot/contracts/shared';
import { DomainError, ignored, type Decide } from '@entrepot/kernel';
import { refuseSecondChange, refuseWhenOver } from './changeable';
import { isSameAddress } from './fold-address';
import type { KnownOrder, Order } from './order-state';
import { anyHandedOver, isOpen } from './quantities';
import { known, proceed } from './saga';
import type { SagaPolicy } from './saga-policy';

export interface AddressChange {
  readonly orderId: string;
  readonly shipTo: Address;
  readonly reason?: string;
  /** The client that asks, where it is known. */
  readonly by?: string;
}

/**
 * The order goes elsewhere. Parcels that wait for their pick-up are stopped, and asked for again when the carrier has agreed; one
 * that is picked up before goes to the former address. Once a carrier has anything, only an interception can help.
 */
export const changeAddress =
  (policy: SagaPolicy): Decide<Order, AddressChange> =>
  (state, wish, given) => {
    const order = known(state, wish.orderId);
    refuseIfTooLate(order);
    refuseSecondChange(order);
    if (isSameAddress(order.shipTo, wish.shipTo)) return ignored('the order goes to this address already');
    const changed = new OrderAddressChanged(wish);
    return proceed(order, [changed, ...stops(order)], { policy, given });
  };

function refuseIfTooLate(order: KnownOrder): void {
  refuseWhenOver(order);
  if (anyHandedOver(order)) throw new DomainError('order.picked-up', { orderId: order.placed.orderId });
}

function stops({ placed: { orderId }, shipments }: KnownOrder): ShipmentVoidRequested[] {
  return shipments
    .filter((shipment) => isOpen(shipment) && !shipment.voidAsked)
    .map(({ shipmentId }) => new ShipmentVoidRequested({ orderId, shipmentId, reason: 'address-changed' }));
}
