import { contentHash } from '@entrepot/kernel';
import type { HttpCause } from '@entrepot/platform';

/** The cause of a request that holds personal data: its fingerprint is that of the sealed body, which tells nothing of it. */
export function sealedCause(cause: HttpCause, orderId: string, sealed: object): HttpCause {
  return { ...cause, hash: contentHash({ orderId, sealed }) };
}
