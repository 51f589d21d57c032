import type { ShipmentDelivered } from '@entrepot/contracts/logistics';
import type { OrderAddressChanged, OrderLinesAdded, OrderPlaced } from '@entrepot/contracts/orders';
import { ReturnableAddressLearned, ReturnableDelivered, ReturnablePriced } from '@entrepot/contracts/returns';
import { decided, ignored, type Decide } from '@entrepot/kernel';
import { personOf } from './person';
import type { Returnable } from './returnable';

/** Remembers where the order goes: from there its returns come. */
export const noteAddress: Decide<Returnable, OrderPlaced> = (returnable, placed) => {
  const { orderId, shipTo, currency, lines } = placed;
  if (returnable.address) return ignored('the address is known');
  const prices = pricesOf(lines);
  const person = personOf(placed);
  const known = person === undefined ? {} : { person };
  return decided(new ReturnableAddressLearned({ orderId, address: shipTo, currency, prices, ...known }));
};

/** Remembers what a piece of the added lines cost: they can be exchanged like the others. */
export const noteAddedLines: Decide<Returnable, OrderLinesAdded> = (_returnable, { orderId, lines }) =>
  decided(new ReturnablePriced({ orderId, prices: pricesOf(lines) }));

/** The order went elsewhere after all. */
export const noteNewAddress: Decide<Returnable, OrderAddressChanged> = (_returnable, { orderId, shipTo }) =>
  decided(new ReturnableAddressLearned({ orderId, address: shipTo }));

/** Remembers what arrived, from which place and when. */
export const noteDelivery: Decide<Returnable, ShipmentDelivered> = (returnable, delivery, given) => {
  const { orderId, shipmentId, placeId, lines, occurredAt } = delivery;
  if (returnable.shipments.some((known) => known.shipmentId === shipmentId)) return ignored('the delivery is known');
  const deliveredAt = occurredAt ?? given.now;
  return decided(new ReturnableDelivered({ orderId, shipmentId, placeId, lines, deliveredAt }));
};

function pricesOf(lines: OrderPlaced['lines']): ReturnablePriced['prices'] {
  return lines.map(({ lineId, unitPrice }) => ({ lineId, unitPrice }));
}
