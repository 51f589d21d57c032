import {
  ClientChanged,
  ClientClosed,
  ClientOpened,
  OPERATOR,
  PLATFORM_SCOPE,
  type ChangeClient,
  type OpenClient,
} from '@entrepot/contracts/access';
import { decided, DomainError, ignored, type Decide } from '@entrepot/kernel';
import { admissionOf } from './admission';
import type { Client, KnownClient } from './client';

/** Somebody may call, once there is a key. */
export const openClient: Decide<Client, OpenClient> = (client, { clientId, name, scopes: wanted }, { merchantId }) => {
  const scopes = allowed(wanted, merchantId);
  if (client.status === 'none') {
    const opened = new ClientOpened({ clientId, name, scopes });
    return decided(opened, admissionOf(clientId, { scopes, keys: [] }));
  }
  if (client.status === 'closed' || !isSame(client, name, scopes))
    throw new DomainError('client.conflict', { clientId });
  return ignored('the client was opened before, with the same content');
};

/** Other scopes count for the keys that the client has, at once. */
export const changeClient: Decide<Client, ChangeClient> = (
  client,
  { name, scopes: wanted },
  { key: clientId, merchantId },
) => {
  const { keys, ...known } = openOne(client, clientId);
  const scopes = allowed(wanted, merchantId);
  if (isSame(known, name, scopes)) return ignored('the client is so');
  return decided(new ClientChanged({ clientId, name, scopes }), admissionOf(clientId, { scopes, keys }));
};

/** Ends all keys of a client, for good. */
export const closeClient: Decide<Client, unknown> = (client, _, { key: clientId }) => {
  if (client.status === 'none') throw new DomainError('client.not-found', { clientId });
  if (client.status === 'closed') return ignored('the client is closed');
  return decided(new ClientClosed({ clientId }), admissionOf(clientId, { ...client, keys: [] }));
};

/** A client that can still be changed. */
export function openOne(client: Client, clientId: string): KnownClient {
  if (client.status === 'none') throw new DomainError('client.not-found', { clientId });
  if (client.status === 'closed') throw new DomainError('client.closed', { clientId });
  return client;
}

/** In order. What is about all merchants is the operator's: no merchant can give it to a client of its own. */
function allowed(scopes: readonly string[], merchantId: string): string[] {
  if (merchantId !== OPERATOR && scopes.includes(PLATFORM_SCOPE))
    throw new DomainError('client.scope-reserved', { scope: PLATFORM_SCOPE });
  return [...new Set(scopes)].sort();
}

function isSame(client: Pick<KnownClient, 'name' | 'scopes'>, name: string, scopes: readonly string[]): boolean {
  return client.name === name && client.scopes.join() === scopes.join();
}
