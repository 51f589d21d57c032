import type { ApiKeyShown, ClientAnswer, KeyState } from '@entrepot/contracts/access';
import { DomainError } from '@entrepot/kernel';
import type { Client, ClientKey } from '../domain/client';

function stateOf({ revokedAt, expiresAt }: ClientKey, now: string): KeyState {
  if (revokedAt !== undefined) return 'revoked';
  return expiresAt !== undefined && Date.parse(expiresAt) <= Date.parse(now) ? 'expired' : 'active';
}

/** What of a key may be seen at this time (RFC 3339): never what is kept of it. */
export function showKey(key: ClientKey, now: string): ApiKeyShown {
  const { keyId, hint, issuedAt, expiresAt, revokedAt } = key;
  return {
    ...{ keyId, hint, state: stateOf(key, now), issuedAt },
    ...(expiresAt !== undefined && { expiresAt }),
    ...(revokedAt !== undefined && { revokedAt }),
  };
}

/** A client as callers see it at this time (RFC 3339). */
export function clientAnswer(clientId: string, client: Client, now: string): ClientAnswer {
  if (client.status === 'none') throw new DomainError('client.not-found', { clientId });
  const { name, scopes, status, openedAt, keys } = client;
  return {
    clientId,
    name,
    scopes: [...scopes],
    open: status === 'open',
    openedAt,
    keys: keys.map((key) => showKey(key, now)),
  };
}
