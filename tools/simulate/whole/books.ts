import { PaymentStream } from '../../../apps/payments/src/domain/payment';
import { parseStockKey, StockStream } from '../../../apps/inventory/src/domain/stock';
import { captured, open, refunded } from '../../../apps/orders/src/domain/balance';
import { OrderStream } from '../../../apps/orders/src/domain/order';
import type { KnownOrder } from '../../../apps/orders/src/domain/order-state';
import { FINAL } from '../../../apps/orders/src/domain/order-status';
import { remaining } from '../../../apps/orders/src/domain/quantities';
import { ShipmentStream } from '../../../apps/logistics/src/domain/shipment-stream';
import type { KnownShipment, Plan } from '../../../apps/logistics/src/domain/shipment';
import { ReturnStream, type Return } from '../../../apps/returns/src/domain/return';
import { statesOf } from '../world/checks';
import type { World } from '../world/world';
import type { Depot } from './carrier';
import type { Pieces } from './outline';
import { capturedOf, heldOf, refundedOf, type ProviderBooks } from './provider';

export function ordersOf(world: World): KnownOrder[] {
  const states = statesOf(world.databaseOf('orders'), OrderStream).values();
  return [...states].filter((order): order is KnownOrder => order.status !== 'none');
}

/** Orders whose saga has not ended. */
export function isUnderWay({ status }: KnownOrder): boolean {
  return !FINAL.includes(status);
}

/** An ended order owes nothing, and the provider has of it what it says. */
export function moneyProblems(world: World, { payments }: ProviderBooks): string[] {
  const found: string[] = [];
  for (const order of ordersOf(world)) {
    const { orderId } = order.placed;
    const own = payments.filter(({ request }) => request.orderId === orderId);
    const paid = own.reduce((all, payment) => all + capturedOf(payment) - refundedOf(payment), 0);
    const said = captured(order) - refunded(order);
    if (paid !== said) found.push(`${orderId} says that ${said} was paid, the provider has ${paid}`);
    if (open(order) !== 0) found.push(`${orderId} is ${order.status} and ${open(order)} is open`);
    const held = own.reduce((all, payment) => all + heldOf(payment), 0);
    if (held > 0) found.push(`${orderId} is ${order.status} and the provider still holds ${held}`);
  }
  return [...found, ...ledgerProblems(world)];
}

/** Debit and credit of every posting are equal. */
function ledgerProblems(world: World): string[] {
  const postings = world
    .databaseOf('payments')
    .log.filter(({ kind }) => kind === PaymentStream.kind)
    .flatMap(({ events }) => events.filter(({ type }) => type === 'LedgerPosted'));
  const sum = (postings as unknown as { entries: { debit: number; credit: number }[] }[])
    .flatMap(({ entries }) => entries)
    .reduce((all, { debit, credit }) => all + debit - credit, 0);
  return sum === 0 ? [] : [`the ledger of payments is off by ${sum}`];
}

interface Posting {
  readonly onHandDelta: number;
  readonly reservedDelta: number;
  readonly onHand: number;
  readonly reserved: number;
}

interface Ledger {
  readonly key: string;
  readonly sku: string;
  readonly onHand: number;
  readonly reserved: number;
  /** Every posting said what the ledger adds up to, and promised no more than was there. */
  readonly isRight: boolean;
}

/** Ledgers add up, nothing is promised that is not there, and nothing stays promised to orders that have ended. */
export function stockProblems(world: World, depot: Depot, received: readonly Pieces[]): string[] {
  const ledgers = ledgersOf(world);
  const gone = piecesGone(world, depot);
  const came = [...received, ...correctionsIn(world)];
  const skus = [...new Set([...came, ...ledgers].map(({ sku }) => sku))];
  return [
    ...ledgers.filter(({ isRight }) => !isRight).map(({ key }) => `the ledger of ${key} does not add up`),
    ...ledgers.filter(({ reserved }) => reserved !== 0).map(({ key }) => `${key} has pieces promised to nobody`),
    ...skus.flatMap((sku) => {
      const there = ledgers.reduce((all, ledger) => all + (ledger.sku === sku ? ledger.onHand : 0), 0);
      const [into, out] = [count(came, sku), count(gone, sku)];
      return into - out === there ? [] : [`of ${sku} ${into} came in, ${out} went out, ${there} are there`];
    }),
  ];
}

/** What people corrected: one of two requests that are the same may be refused and the other one not, so they do not know. */
function correctionsIn(world: World): Pieces[] {
  const events = world.databaseOf('inventory').log.flatMap((record) => record.events as unknown as Correction[]);
  const made = events.filter(({ type }) => type === 'StockAdjusted' || type === 'StockCounted');
  return made.map(({ sku, delta }) => ({ sku, quantity: delta }));
}

interface Correction {
  readonly type: string;
  readonly sku: string;
  readonly delta: number;
}

function count(pieces: readonly Pieces[], sku: string): number {
  return pieces.reduce((all, each) => all + (each.sku === sku ? each.quantity : 0), 0);
}

function ledgersOf(world: World): Ledger[] {
  const streams = [...world.databaseOf('inventory').streams.values()];
  return streams
    .filter(([first]) => first!.kind === StockStream.kind)
    .map((records) =>
      addUp(
        records[0]!.key,
        records.flatMap(({ events }) => events as unknown as Posting[]),
      ),
    );
}

function addUp(key: string, postings: readonly Posting[]): Ledger {
  let [onHand, reserved, isRight] = [0, 0, true];
  for (const posting of postings) {
    onHand += posting.onHandDelta;
    reserved += posting.reservedDelta;
    isRight &&= posting.onHand === onHand && posting.reserved === reserved && reserved >= 0 && onHand >= reserved;
  }
  return { key, sku: parseStockKey(key).sku, onHand, reserved, isRight };
}

/** Pieces that left a place and did not come back: in parcels that reached somebody or were lost, less what was found good. */
function piecesGone(world: World, depot: Depot): Pieces[] {
  const good = inspectionsOf(world)
    .flatMap(({ lines }) => lines)
    .filter(({ disposition }) => disposition === 'restock');
  return [...sent(world, depot, ['delivered', 'lost']).flatMap(({ lines }) => lines), ...good.map(negative)];
}

const negative = <P extends Pieces>(pieces: P): P => ({ ...pieces, quantity: -pieces.quantity });

/** What is in the parcels for customers that ended like that. */
function sent(world: World, { parcels }: Depot, ends: readonly string[]): Plan[] {
  const shipments = statesOf(world.databaseOf('logistics'), ShipmentStream);
  const outbound = parcels
    .filter(({ status }) => ends.includes(status))
    .map(({ reference }) => shipments.get(reference));
  return outbound.flatMap((shipment) =>
    shipment === undefined || shipment.status === 'none' || shipment.plan.direction === 'return' ? [] : [shipment.plan],
  );
}

/** What an order says is sold is what parcels brought, less what came back of it or was lost on its way back. */
export function soldProblems(world: World, depot: Depot): string[] {
  const brought = sent(world, depot, ['delivered']);
  const inspections = inspectionsOf(world);
  return ordersOf(world).flatMap((order) => {
    const { orderId } = order.placed;
    const ofOrder = (each: { readonly orderId: string }) => each.orderId === orderId;
    const back = inspections
      .filter(ofOrder)
      .flatMap(({ lines }) => lines.filter(({ refusal }) => refusal === undefined));
    const has = [...brought.filter(ofOrder).flatMap(({ lines }) => lines), ...back.map(negative)];
    const sold = remaining(order);
    return [...new Set([...has, ...sold].map(({ sku }) => sku))]
      .filter((sku) => count(has, sku) !== count(sold, sku))
      .map((sku) => `${orderId} sold ${count(sold, sku)} of ${sku}, its customer has ${count(has, sku)}`);
  });
}

export function returnsOf(world: World): Exclude<Return, { status: 'none' }>[] {
  const states = statesOf(world.databaseOf('returns'), ReturnStream).values();
  return [...states].filter((each) => each.status !== 'none');
}

/** A return whose parcel, money or replacement is still to come. */
export function isOpen({ status }: Return): boolean {
  return status !== 'completed' && status !== 'rejected';
}

function inspectionsOf(world: World): Inspected[] {
  const events = world.databaseOf('returns').log.flatMap((record) => record.events as unknown as Inspected[]);
  return events.filter(({ type }) => type === 'ReturnInspected');
}

interface Inspected {
  readonly type: string;
  readonly orderId: string;
  readonly lines: readonly (Pieces & { readonly disposition: string; readonly refusal?: string })[];
}

/** Every return has ended; what was wanted instead of money is one order, or the money went back. */
export function returnProblems(world: World): string[] {
  const returns = returnsOf(world);
  const wanted = returns.flatMap(({ exchange }) => exchange?.orderId ?? []).sort();
  const made = ordersOf(world).filter(isReplacement);
  const names = made.map(({ placed }) => placed.orderId).sort();
  return [
    ...returns.filter(isOpen).map(({ returnId, status }) => `return ${returnId} is still ${status}`),
    ...(names.join() === wanted.join()
      ? []
      : [`replacements are ${names.join(', ')}; returns say ${wanted.join(', ')}`]),
  ];
}

/** An order that replaces what came back of another. */
export function isReplacement({ placed }: KnownOrder): boolean {
  return placed.source === 'exchange';
}

/** Each message of the intake topic that is no order was answered, once. */
export function intakeProblems(world: World, spoiled: number): string[] {
  const { log } = world.databaseOf('orders');
  const answered = log.flatMap(({ events }) => events.filter(({ type }) => type === 'OrderIntakeRejected')).length;
  return answered === spoiled ? [] : [`${spoiled} messages were no orders, ${answered} were rejected`];
}

/** What the carrier's word for the end of a parcel is called here. */
const ENDS: Readonly<Record<string, string>> = {
  ...{ voided: 'voided', expired: 'voided' },
  ...{ delivered: 'delivered', returned: 'returned', lost: 'lost' },
};

/**
 * Every parcel is of a shipment and ended as that says, and none reached the customer of an order that was cancelled. That the
 * carrier books a reference once says nothing of us: it would do so however often it is asked.
 */
export function parcelProblems(world: World, { parcels }: Depot): string[] {
  const shipments = statesOf(world.databaseOf('logistics'), ShipmentStream);
  const orders = new Map(ordersOf(world).map((order) => [order.placed.orderId, order]));
  return parcels.flatMap(({ reference, status }) => {
    const shipment = shipments.get(reference);
    if (shipment === undefined || shipment.status === 'none') return [`the carrier has ${reference}, of no shipment`];
    const order = orders.get(shipment.plan.orderId);
    const isGift = status === 'delivered' && shipment.plan.direction === 'outbound' && order?.status === 'cancelled';
    return [
      ...(endOf(shipment) === ENDS[status] ? [] : [`${reference} is ${shipment.status}, its parcel is ${status}`]),
      ...(isGift ? [`${reference} was delivered for an order that is cancelled`] : []),
    ];
  });
}

/** That something lost turned up with a customer, or is back as a return, is told of the lost shipment. */
function endOf(shipment: KnownShipment): string {
  return shipment.status === 'lost' ? shipment.whereabouts.status : shipment.status;
}
