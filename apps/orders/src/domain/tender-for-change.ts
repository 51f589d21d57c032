import type { ChangeTender, DeclaredTender } from '@entrepot/contracts/orders';
import { DomainError } from '@entrepot/kernel';
import type { KnownOrder } from './order-state';
import { declared } from './submitted-order';

/** Most tenders that a payment can be asked for with. */
const MOST_TENDERS = 50;

interface Due {
  readonly changeId: string;
  readonly toPay: number;
  /** The tender that the caller gives. */
  readonly asked?: ChangeTender | undefined;
}

/** What pays for a change: the tender that is given, else one more attempt with what the order was to be paid with. */
export function tenderFor(order: KnownOrder, { changeId, toPay, asked }: Due): DeclaredTender | undefined {
  if (asked?.amount !== undefined && asked.amount !== toPay) throw differs(toPay, asked.amount);
  if (toPay === 0) return undefined;
  const { orderId } = order.placed;
  if (order.tenders.length >= MOST_TENDERS) throw tooMany(orderId);
  const isFree = order.payment.status === 'none' && (order.phase === 'confirmed' || order.phase === 'shipping');
  if (isFree) throw new DomainError('order.free', { orderId });
  const given = asked && declared({ ...asked, tenderId: changeId, amount: toPay }, 0);
  const tender = given ?? chargedAgain(order);
  if (tender === undefined) throw new DomainError('order.tender-needed', { orderId, toPay });
  return { ...tender, tenderId: changeId, amount: toPay };
}

function tooMany(orderId: string): DomainError {
  const message = `an order has at most ${MOST_TENDERS} tenders, and each change that is to be paid adds one`;
  return new DomainError('order.change-invalid', { orderId }, [{ field: 'tender', rule: 'maxItems', message }]);
}

function differs(toPay: number, amount: number): DomainError {
  const error = { field: 'tender.amount', rule: 'sum', message: `must be ${toPay}, what is to be paid more` };
  return new DomainError('order.tenders-differ', { total: toPay, tenders: amount }, [error]);
}

/** Cards and wallets may be charged again, where we charge them ourselves and at hand-over. */
function chargedAgain({ tenders }: KnownOrder): DeclaredTender | undefined {
  const isReusable = ({ method }: DeclaredTender) => method === 'card' || method === 'wallet';
  return tenders.findLast((tender) => isReusable(tender) && tender.capture === 'manual' && tender.heldBy === 'psp');
}
