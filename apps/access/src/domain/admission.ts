import { ClientAdmissionChanged } from '@entrepot/contracts/access';
import type { ClientKey, KnownClient } from './client';

/** Keys that may still open a door, now or after the clock of somebody else was put right. */
export function standingKeys({ keys }: Pick<KnownClient, 'keys'>): ClientKey[] {
  return keys.filter(({ revokedAt }) => revokedAt === undefined);
}

/** What the doors need to know of a client as it is now. */
export function admissionOf(clientId: string, client: Pick<KnownClient, 'scopes' | 'keys'>): ClientAdmissionChanged {
  const keys = standingKeys(client).map(({ keyId, digest, expiresAt }) => ({
    ...{ keyId, digest },
    ...(expiresAt !== undefined && { expiresAt }),
  }));
  return new ClientAdmissionChanged({ clientId, scopes: [...client.scopes], keys });
}
