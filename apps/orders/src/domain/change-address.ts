import { OrderAddressChanged, ShipmentVoidRequested } from '@entrepot/contracts/orders';
import type { Address } from '@entrepot/contracts/shared';
import { DomainError, ignored, never, type Decide } from '@entrepot/kernel';
import { refuseSecondChange } from './changeable';
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
  const { orderId } = order.placed;
  switch (order.phase) {
    case 'placed':
    case 'reserving':
    case 'backordered':
    case 'paying':
    case 'confirmed':
    case 'shipping':
      if (anyHandedOver(order)) throw new DomainError('order.picked-up', { orderId });
      return;
    case 'cancelling':
      throw new DomainError('order.cancelling', { orderId });
    case 'delivered':
      throw new DomainError('order.delivered', { orderId });
    case 'closed':
      throw new DomainError('order.closed', { orderId });
    case 'cancelled':
      throw new DomainError('order.already-cancelled', { orderId });
    default:
      never(order.phase);
  }
}

function stops({ placed: { orderId }, shipments }: KnownOrder): ShipmentVoidRequested[] {
  return shipments
    .filter((shipment) => isOpen(shipment) && !shipment.voidAsked)
    .map(({ shipmentId }) => new ShipmentVoidRequested({ orderId, shipmentId, reason: 'address-changed' }));
}
