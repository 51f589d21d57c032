import * as inventory from '@entrepot/contracts/inventory';
import * as logistics from '@entrepot/contracts/logistics';
import * as returns from '@entrepot/contracts/returns';
import { toldReason } from '../domain/told-reason';
import { goods, linesOf, list, money, tell, type Telling } from './telling';

const at = (time: string | undefined): string => (time === undefined ? '' : ` at ${time}`);

export const INVENTORY_TELLINGS: readonly Telling[] = [
  tell(inventory.StockReserved, (e) => `${e.placeId} set aside ${goods(e.lines)}`),
  tell(
    inventory.StockReservationRefused,
    (e) => `${e.placeId} has too little of ${list(e.shortages.map(({ sku }) => sku))}`,
  ),
  tell(inventory.StockReleased, (e) => `${e.placeId} has ${goods(e.lines)} for sale again`),
  tell(inventory.StockFulfilled, (e) => `${e.placeId} booked ${goods(e.lines)} as shipped`),
  tell(inventory.StockKept, (e) => `The goods are kept until ${e.until}`),
  tell(inventory.ReservationExpiryReached, (e) => `${e.placeId} asks whether the goods are still wanted`),
  tell(inventory.StockRestocked, (e) => `${e.placeId} took back ${goods(e.lines)}`),
];

export const LOGISTICS_TELLINGS: readonly Telling[] = [
  tell(logistics.RoutePlanned, (e) => route(e)),
  tell(
    logistics.ShipmentPlanned,
    (e) => `${direction(e)} ${e.shipmentId} from ${e.placeId} with ${e.carrier}: ${goods(e.lines)}`,
  ),
  tell(logistics.ShipmentLabelled, (e) => labelled(e)),
  tell(logistics.LabelFailed, (e) => `No label: ${e.reason}`),
  tell(logistics.TrackingNumberAssigned, (e) => `${e.carrier} tracks it as ${e.trackingNumber}`),
  tell(logistics.ShipmentWishRecorded, (e) => `Noted for later: ${e.wish}`),
  tell(logistics.VoidRequested, (e) => `${e.carrier} is asked to give the label back`),
  tell(logistics.ShipmentVoided, (e) => `Shipment ${e.shipmentId} will not happen`),
  tell(logistics.ShipmentVoidRefused, (e) => `Shipment ${e.shipmentId} can not be stopped: ${e.reason}`),
  tell(logistics.ShipmentPickedUp, (e) => `${direction(e)} picked up: ${goods(e.lines)}${at(e.occurredAt)}`),
  tell(logistics.ShipmentProgressed, (e) => `Parcel ${e.status.replaceAll('_', ' ')}${at(e.occurredAt)}`),
  tell(logistics.ShipmentDelivered, (e) => `${direction(e)} delivered${at(e.occurredAt)}`),
  tell(logistics.ShipmentLost, (e) => `The carrier lost ${goods(e.lines)}`),
  tell(logistics.InterceptionRequested, (e) => `${e.carrier} is asked to bring the parcel back`),
  tell(logistics.ShipmentIntercepted, () => 'The carrier brings the parcel back'),
  tell(logistics.InterceptionFailed, (e) => `The parcel can not be brought back: ${e.reason}`),
  tell(logistics.ShipmentReturned, (e) => `${goods(e.lines)} came back to ${e.placeId}${at(e.occurredAt)}`),
];

export const RETURNS_TELLINGS: readonly Telling[] = [
  tell(returns.ReturnRequested, (e) => `The customer wants to return ${linesOf(e.lines)}: ${e.reason}`),
  tell(returns.ReturnApproved, () => 'The return is approved'),
  tell(returns.ReturnRejected, (e) => `The return is rejected: ${toldReason(e.reason, 'by hand')}`),
  tell(returns.ReturnShipmentRequested, (e) => `A way back to ${e.placeId} is asked for: ${goods(e.lines)}`),
  tell(returns.ReturnLabelled, (e) => `The return has a label: ${e.trackingNumber}`),
  tell(returns.ReturnInTransit, (e) => `The return is on its way${at(e.occurredAt)}`),
  tell(returns.ReturnReceived, (e) => `The return has arrived${at(e.occurredAt)}`),
  tell(
    returns.ReturnInspected,
    (e) => `Inspected: ${list(e.lines.map((line) => `${line.quantity} x ${line.sku}, ${line.disposition}`))}`,
  ),
  tell(returns.ReturnExchangeAnswered, (e) => `The replacement ${e.replacementOrderId} is ${e.outcome}`),
  tell(returns.ReturnExchangeReduced, (e) => `${money(e.amount)} goes back for what is not replaced: ${e.reason}`),
  tell(returns.ReturnParcelLost, (e) => `The carrier lost the parcel of the return${at(e.occurredAt)}`),
  tell(
    returns.ReturnRefurbished,
    (e) => `Repaired: ${list(e.lines.map((line) => `${line.quantity} x ${line.sku}, ${line.outcome}`))}`,
  ),
  tell(returns.ReturnRefunded, (e) => `${money(e.amount)} of the return is back with the customer`),
  tell(returns.ReturnRestockRequested, (e) => `${e.placeId} is to take back ${goods(e.lines)}`),
  tell(returns.ReturnRestocked, () => 'The returned goods are in stock again'),
  tell(returns.ReturnCompleted, () => 'The return is settled'),
];

function direction({ direction }: { readonly direction: string }): string {
  return direction === 'return' ? 'Return parcel' : 'Parcel';
}

function labelled(label: logistics.ShipmentLabelled): string {
  const { carrier, carrierName = carrier, trackingNumber, trackingUrl, estimatedDeliveryAt } = label;
  const expected = estimatedDeliveryAt === undefined ? '' : `, expected ${estimatedDeliveryAt}`;
  const link = trackingUrl === undefined ? '' : `, followed at ${trackingUrl}`;
  return `${direction(label)} has a label: ${carrierName} ${trackingNumber}${expected}${link}`;
}

function route({ allocations, shortages, attempt }: logistics.RoutePlanned): string {
  const places = list(allocations.map(({ placeId, lines }) => `${placeId} sends ${goods(lines)}`));
  const missing = shortages.length > 0 ? `; nobody has ${goods(shortages)}` : '';
  return `Route ${attempt}: ${places === '' ? 'no place' : places}${missing}`;
}
