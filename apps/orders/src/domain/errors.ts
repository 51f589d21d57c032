import { defineErrors } from '@entrepot/kernel';

/** Why orders says no. */
export const orderErrors = defineErrors({
  'order.not-found': { kind: 'not-found', message: 'There is no order {orderId}' },
  'order.invalid': { kind: 'invalid', message: 'The order contradicts itself' },
  'order.intake-merchant': {
    kind: 'forbidden',
    message: 'No messages for merchant {merchantId} are taken from the intake topic here',
  },
  'order.tenders-differ': { kind: 'invalid', message: 'The total is {total}, the tenders add up to {tenders}' },
  'order.unknown-sku': { kind: 'invalid', message: 'The catalog does not know these SKUs: {skus}' },
  'order.bundle-invalid': { kind: 'invalid', message: 'A bundle of this order cannot be taken apart' },
  'order.catalog-unavailable': {
    kind: 'unavailable',
    message: 'The catalog cannot be asked about {skus} now: repeat it',
  },
  'order.conflict': {
    kind: 'conflict',
    message: 'Order {sourceOrderId} of {source} was placed before with other content, as {orderId}',
  },
  'erasure.not-found': { kind: 'not-found', message: 'There is no erasure {erasureId}' },
  'erasure.one-of': { kind: 'invalid', message: 'An erasure names either a customer or an order' },
  'order.person-erased': {
    kind: 'conflict',
    message: 'The personal data of this person was erased: nothing new is taken on under the same name',
  },
  'order.already-cancelled': { kind: 'conflict', message: 'Order {orderId} is cancelled already' },
  'order.cancelling': { kind: 'conflict', message: 'A cancellation of order {orderId} is under way: wait for its end' },
  'order.already-shipped': { kind: 'conflict', message: 'These pieces of order {orderId} are on their way already' },
  'order.picked-up': {
    kind: 'conflict',
    message:
      'A carrier has parcels of order {orderId}: only calling them back can help, which is what a cancellation does',
  },
  'order.change-pending': {
    kind: 'conflict',
    message: 'Order {orderId} is being changed, or parcels of it are being stopped: wait for the end of that',
  },
  'order.change-invalid': { kind: 'invalid', message: 'This change does not fit order {orderId}' },
  'order.price-unknown': { kind: 'invalid', message: 'The catalog has no price of {skus}: give one' },
  'order.tender-needed': {
    kind: 'invalid',
    message: 'Order {orderId} has no card or wallet to charge again: give a tender of {toPay}',
  },
  'order.free': { kind: 'conflict', message: 'Order {orderId} was free and has no payment: place another order' },
  'order.delivered': { kind: 'conflict', message: 'Order {orderId} was delivered: return it instead' },
  'order.closed': { kind: 'conflict', message: 'Order {orderId} is closed, its return window is over' },
  'order.lines-invalid': { kind: 'invalid', message: 'The lines do not fit order {orderId}' },
  'order.not-holdable': {
    kind: 'conflict',
    message: 'Order {orderId} is {status}: there is nothing left to hold back',
  },
  'order.not-held': { kind: 'conflict', message: 'Order {orderId} is not on hold' },
  'order.awaits-sku': { kind: 'conflict', message: 'Order {orderId} goes on when the catalog knows {skus}' },
  'order.too-many-notes': { kind: 'conflict', message: 'Order {orderId} has {most} notes: no more are kept' },
  'order.bulk-invalid': { kind: 'invalid', message: 'The action on many orders contradicts itself' },
  'order.bulk-not-found': { kind: 'not-found', message: 'There is no action {bulkId} on many orders' },
  'order.unknown-reservation': {
    kind: 'conflict',
    message: 'Order {orderId} never asked for reservation {reservationId}',
  },
  'order.unknown-shipment': { kind: 'conflict', message: 'Order {orderId} never asked for shipment {shipmentId}' },
  'order.not-delivered-yet': {
    kind: 'not-found',
    message: 'Word of the delivery of what return {returnId} of order {orderId} brought back has not come yet',
  },
  'order.payment-not-requested': { kind: 'conflict', message: 'Order {orderId} never asked for payment {paymentId}' },
});
