import { DomainError } from '@entrepot/kernel';
import type { StartedPayment } from './payment';
import { askedName } from './wishes';

/** Whether this very request came before. The same id with another amount is refused: it cannot be the same request. */
export function isAskedAlready(
  payment: StartedPayment,
  { kind, id, amount }: { kind: 'capture' | 'refund'; id: string; amount: number },
): boolean {
  const asked = payment.asked[askedName(kind, id)];
  if (asked === undefined) return false;
  if (asked === amount) return true;
  throw new DomainError('payment.request-conflict', { request: kind, requestId: id, amount: asked });
}
