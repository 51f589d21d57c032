import { SEALED_PREFIX } from '@entrepot/contracts';

/** Why, for other services: they are told words of orders, never what somebody typed about a person. */
export function toldReason(reason: string, word = 'cancelled'): string {
  return reason.startsWith(SEALED_PREFIX) ? word : reason;
}
