import { ApiKeyIssued, ApiKeyRevoked } from '@entrepot/contracts/access';
import { decided, DomainError, ignored, type Decide } from '@entrepot/kernel';
import { admissionOf, standingKeys } from './admission';
import type { Client } from './client';
import { openOne } from './open-client';

/** Enough for every rotation; a client with more has lost count of them. */
export const MOST_KEYS = 10;

/** A key that was made, as much of it as is kept. */
export interface NewKey {
  readonly keyId: string;
  readonly digest: string;
  readonly hint: string;
  readonly expiresAt?: string;
}

export const issueKey: Decide<Client, NewKey> = (client, key, { key: clientId, now }) => {
  const known = openOne(client, clientId);
  refusePast(key.expiresAt, now);
  if (standingKeys(known).length >= MOST_KEYS)
    throw new DomainError('client.too-many-keys', { clientId, limit: MOST_KEYS });
  const keys = [...known.keys, { ...key, issuedAt: now }];
  return decided(new ApiKeyIssued({ clientId, ...key }), admissionOf(clientId, { ...known, keys }));
};

export const revokeKey: Decide<Client, { readonly keyId: string }> = (client, { keyId }, { key: clientId }) => {
  if (client.status === 'none') throw new DomainError('client.not-found', { clientId });
  const found = client.keys.find((key) => key.keyId === keyId);
  if (found === undefined) throw new DomainError('client.key-not-found', { clientId, keyId });
  if (found.revokedAt !== undefined) return ignored('the key was revoked before');
  const keys = client.keys.filter((key) => key !== found);
  return decided(new ApiKeyRevoked({ clientId, keyId }), admissionOf(clientId, { ...client, keys }));
};

/** What ends before it begins was not meant. */
export function refusePast(expiresAt: string | undefined, now: string): void {
  if (expiresAt === undefined || Date.parse(expiresAt) > Date.parse(now)) return;
  const fault = { field: 'expiresAt', rule: 'future', message: 'must be in the future' };
  throw new DomainError('access.expired', {}, [fault]);
}
