import type {
  ApiKeyIssued,
  ApiKeyRevoked,
  ClientAdmissionChanged,
  ClientChanged,
  ClientClosed,
  ClientOpened,
} from '@entrepot/contracts/access';
import { defineStream, never } from '@entrepot/kernel';

export interface ClientKey {
  readonly keyId: string;
  readonly digest: string;
  readonly hint: string;
  readonly issuedAt: string;
  readonly expiresAt?: string;
  readonly revokedAt?: string;
}

export interface KnownClient {
  readonly status: 'open' | 'closed';
  readonly name: string;
  readonly scopes: readonly string[];
  readonly openedAt: string;
  readonly keys: readonly ClientKey[];
}

export type Client = { readonly status: 'none' } | KnownClient;

export type ClientEvent =
  ClientOpened | ClientChanged | ClientClosed | ApiKeyIssued | ApiKeyRevoked | ClientAdmissionChanged;

type Later = Exclude<ClientEvent, ClientOpened>;

function evolve(client: Client, event: ClientEvent, { at }: { at: string }): Client {
  if (event.type === 'ClientOpened') {
    const { name, scopes } = event;
    return { status: 'open', name, scopes, openedAt: at, keys: [] };
  }
  return client.status === 'none' ? client : evolveKnown(client, event, at);
}

function evolveKnown(client: KnownClient, event: Later, at: string): KnownClient {
  switch (event.type) {
    case 'ClientChanged':
      return { ...client, name: event.name, scopes: event.scopes };
    case 'ClientClosed':
      return { ...client, status: 'closed', keys: client.keys.map((key) => ({ revokedAt: at, ...key })) };
    case 'ApiKeyIssued': {
      const { keyId, digest, hint, expiresAt } = event;
      const key = { keyId, digest, hint, issuedAt: at, ...(expiresAt !== undefined && { expiresAt }) };
      return { ...client, keys: [...client.keys, key] };
    }
    case 'ApiKeyRevoked': {
      const revoke = (key: ClientKey) => (key.keyId === event.keyId ? { ...key, revokedAt: at } : key);
      return { ...client, keys: client.keys.map(revoke) };
    }
    case 'ClientAdmissionChanged':
      return client;
    default:
      return never(event);
  }
}

/** `client/<clientId>` */
export const ClientStream = defineStream<Client, ClientEvent>({ kind: 'client', initial: { status: 'none' }, evolve });
