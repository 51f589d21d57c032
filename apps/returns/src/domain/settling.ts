import type {
  InspectedLine,
  ReturnCompleted,
  ReturnExchangeAnswered,
  ReturnExchangeReduced,
  ReturnInspected,
  ReturnRefunded,
  ReturnRefurbished,
  ReturnRestocked,
  ReturnRestockRequested,
} from '@entrepot/contracts/returns';
import { never } from '@entrepot/kernel';
import type { Return, ReturnLine, Sent } from './return';

/** The money and the goods of an inspected return are settled apart; both have to be. */
export interface Settling extends Sent {
  readonly inspected: readonly InspectedLine[];
  readonly inspector?: string;
  readonly note?: string;
  /** Known once the money is settled; zero at once when nothing is owed. */
  readonly refunded?: number;
  /** It was told that the money is back: whatever is told of a replacement afterwards is older. */
  readonly isPaidBack?: true;
  /** Restocks that inventory was asked for and has not answered. */
  readonly openRestocks: readonly string[];
  /** Pieces that are being repaired. */
  readonly refurbishing: readonly ReturnLine[];
  /** How often repaired pieces came in. */
  readonly repairs: number;
}

export type SettlingEvent =
  | ReturnExchangeAnswered
  | ReturnExchangeReduced
  | ReturnInspected
  | ReturnRestockRequested
  | ReturnRefurbished
  | ReturnRefunded
  | ReturnRestocked
  | ReturnCompleted;

type Settled = Settling & { readonly status: 'inspected' | 'completed' };

export function evolveSettling(current: Return, event: SettlingEvent): Return {
  if (event.type === 'ReturnInspected') return inspected(current, event);
  const settling = inspectedReturn(current);
  switch (event.type) {
    case 'ReturnRestockRequested':
      return { ...settling, openRestocks: [...settling.openRestocks, event.restockId] };
    case 'ReturnRefurbished':
      return {
        ...settling,
        repairs: settling.repairs + 1,
        refurbishing: lessPieces(settling.refurbishing, event.lines),
      };
    case 'ReturnExchangeAnswered':
      return exchanged(settling, event);
    case 'ReturnExchangeReduced':
      return reduced(settling, event);
    case 'ReturnRefunded':
      return { ...settling, refunded: event.amount, isPaidBack: true };
    case 'ReturnRestocked': {
      const { restockId } = event;
      const isOpen = (open: string) => restockId !== undefined && open !== restockId;
      return { ...settling, openRestocks: settling.openRestocks.filter(isOpen) };
    }
    case 'ReturnCompleted':
      return { ...settling, status: 'completed' };
    default:
      return never(event);
  }
}

/** Whether nothing is owed to the customer and nothing is under way with the goods. */
export function isSettled({ refunded, openRestocks, refurbishing }: Settling): boolean {
  return refunded !== undefined && openRestocks.length === 0 && refurbishing.length === 0;
}

/** Lines without so many of their pieces. */
export function lessPieces(
  lines: readonly ReturnLine[],
  gone: readonly { readonly lineId: string; readonly quantity: number }[],
): ReturnLine[] {
  const going = new Map<string, number>();
  for (const { lineId, quantity } of gone) going.set(lineId, (going.get(lineId) ?? 0) + quantity);
  return lines.flatMap((line) => {
    const taken = Math.min(line.quantity, going.get(line.lineId) ?? 0);
    going.set(line.lineId, (going.get(line.lineId) ?? 0) - taken);
    return taken < line.quantity ? [{ ...line, quantity: line.quantity - taken }] : [];
  });
}

/** Pieces for which money is owed: all that are not refused. */
export function isAccepted({ refusal }: InspectedLine): boolean {
  return refusal === undefined;
}

function inspected(current: Return, { lines, inspector, note }: ReturnInspected): Settled {
  if (!('placeId' in current) || current.placeId === undefined || current.shipmentId === undefined) {
    throw new Error(`a return that is ${current.status} has no shipment`);
  }
  const { placeId, shipmentId } = current;
  const pieces = lines.filter(({ disposition }) => disposition === 'refurbish');
  return {
    ...{ ...current, placeId, shipmentId, status: 'inspected', inspected: lines },
    ...{ openRestocks: [], repairs: 0 },
    refurbishing: pieces.map(({ lineId, sku, quantity }) => ({ lineId, sku, quantity })),
    ...(inspector !== undefined && { inspector }),
    ...(note !== undefined && { note }),
    ...(!lines.some(isAccepted) && { refunded: 0 }),
  } as Settled;
}

/** A replacement that fails after all opens the return again: its money is owed, unless word of the refund was quicker. */
function exchanged(settling: Settled, { outcome, replacementOrderId, reason }: ReturnExchangeAnswered): Settled {
  const { lines = [], givenBack } = settling.exchange ?? {};
  const before = { lines, ...(givenBack !== undefined && { givenBack }) };
  const exchange = { ...before, state: outcome, orderId: replacementOrderId, ...(reason !== undefined && { reason }) };
  if (settling.isPaidBack) return { ...settling, exchange };
  if (outcome === 'confirmed') return { ...settling, exchange, refunded: 0 };
  const { refunded: _none, ...rest } = settling;
  return { ...rest, exchange, status: 'inspected' };
}

function reduced(settling: Settled, { amount }: ReturnExchangeReduced): Settled {
  const { exchange } = settling;
  if (exchange === undefined) return settling;
  return { ...settling, exchange: { ...exchange, givenBack: (exchange.givenBack ?? 0) + amount } };
}

function inspectedReturn(current: Return): Settled {
  if (current.status === 'inspected' || current.status === 'completed') return current;
  throw new Error(`a return that is ${current.status} was not inspected`);
}
