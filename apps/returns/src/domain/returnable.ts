import type {
  ReturnableAddressLearned,
  ReturnableClaimed,
  ReturnableDelivered,
  ReturnablePerson,
  ReturnablePriced,
  ReturnableReleased,
} from '@entrepot/contracts/returns';
import type { Address } from '@entrepot/contracts/shared';
import { defineStream, never, type StreamRef } from '@entrepot/kernel';

export interface DeliveredShipment {
  readonly shipmentId: string;
  readonly placeId: string;
  readonly deliveredAt: string;
  readonly lines: readonly { readonly lineId: string; readonly sku: string; readonly quantity: number }[];
}

/** What of an order was delivered, and what of that is coming back already. */
export interface Returnable {
  readonly address?: Address;
  /** Whose texts about its returns are. */
  readonly person?: ReturnablePerson;
  readonly currency?: string;
  /** What a piece of a line cost. */
  readonly prices?: Readonly<Record<string, number>>;
  readonly shipments: readonly DeliveredShipment[];
  /** Quantity by line that returns have taken hold of. */
  readonly claimed: Readonly<Record<string, number>>;
}

export type ReturnableEvent =
  ReturnableAddressLearned | ReturnablePriced | ReturnableDelivered | ReturnableClaimed | ReturnableReleased;

/** What is noted of a line. Lines are named by callers: `constructor` is a name like any other. */
export function ofLine(noted: Readonly<Record<string, number>>, lineId: string): number | undefined {
  return Object.hasOwn(noted, lineId) ? noted[lineId] : undefined;
}

function claim(returnable: Returnable, lines: ReturnableClaimed['lines'], sign: 1 | -1): Returnable {
  let { claimed } = returnable;
  for (const { lineId, quantity } of lines) {
    claimed = { ...claimed, [lineId]: (ofLine(claimed, lineId) ?? 0) + sign * quantity };
  }
  return { ...returnable, claimed };
}

function byLine(prices: ReturnablePriced['prices']): Record<string, number> {
  return Object.fromEntries(prices.map(({ lineId, unitPrice }) => [lineId, unitPrice]));
}

function paid({ currency, prices }: ReturnableAddressLearned): Pick<Returnable, 'currency' | 'prices'> {
  if (currency === undefined || prices === undefined) return {};
  return { currency, prices: byLine(prices) };
}

function evolve(returnable: Returnable, event: ReturnableEvent): Returnable {
  switch (event.type) {
    case 'ReturnableAddressLearned':
      return {
        ...{ ...returnable, address: event.address, ...paid(event) },
        ...(event.person !== undefined && { person: event.person }),
      };
    case 'ReturnablePriced':
      return { ...returnable, prices: { ...returnable.prices, ...byLine(event.prices) } };
    case 'ReturnableDelivered': {
      const { shipmentId, placeId, lines, deliveredAt } = event;
      return { ...returnable, shipments: [...returnable.shipments, { shipmentId, placeId, lines, deliveredAt }] };
    }
    case 'ReturnableClaimed':
      return claim(returnable, event.lines, 1);
    case 'ReturnableReleased':
      return claim(returnable, event.lines, -1);
    default:
      return never(event);
  }
}

/** `returnable/<orderId>` */
export const ReturnableStream = defineStream<Returnable, ReturnableEvent>({
  kind: 'returnable',
  initial: { shipments: [], claimed: {} },
  evolve,
});

export function returnableRef(orderId: string): StreamRef<Returnable> {
  return { stream: ReturnableStream, key: orderId };
}

/** Delivered pieces of a line, with the place that sent most of them. */
export function deliveredLine(returnable: Returnable, lineId: string) {
  const found = returnable.shipments.flatMap(({ placeId, deliveredAt, lines }) =>
    lines.filter((line) => line.lineId === lineId).map((line) => ({ ...line, placeId, deliveredAt })),
  );
  const quantity = found.reduce((total, line) => total + line.quantity, 0);
  return { found, quantity, free: quantity - (ofLine(returnable.claimed, lineId) ?? 0) };
}
