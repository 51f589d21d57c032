import { DomainEvent, type Fields } from '../events/domain-event';
import { EventContract } from '../events/event-contract';
import { Doc, OpaqueId, Optional, Text, Timestamp, WordList } from '../vocabulary';
import { CLIENT_SCOPES } from './scopes';

const topic = 'access.client.v1';
const readers = ['access'];
const erp = { clientId: 'erp', name: 'The ERP', scopes: ['orders:read', 'orders:write'] };

@Doc('Somebody who may call for a merchant was made known. Without a key it cannot yet.')
@EventContract<ClientOpened>({ topic, readers, example: erp })
export class ClientOpened extends DomainEvent {
  readonly type = 'ClientOpened';

  @OpaqueId()
  clientId!: string;

  @Text(200)
  name!: string;

  @WordList(CLIENT_SCOPES, { min: 1 })
  scopes!: string[];

  constructor(fields: Fields<ClientOpened>) {
    super(fields);
  }
}

@Doc('Name and scopes of a client are these from now on.')
@EventContract<ClientChanged>({ topic, readers, example: erp })
export class ClientChanged extends DomainEvent {
  readonly type = 'ClientChanged';

  @OpaqueId()
  clientId!: string;

  @Text(200)
  name!: string;

  @WordList(CLIENT_SCOPES, { min: 1 })
  scopes!: string[];

  constructor(fields: Fields<ClientChanged>) {
    super(fields);
  }
}

@Doc('A client is gone, and with it all of its keys.')
@EventContract<ClientClosed>({ topic, readers, example: { clientId: 'erp' } })
export class ClientClosed extends DomainEvent {
  readonly type = 'ClientClosed';

  @OpaqueId()
  clientId!: string;

  constructor(fields: Fields<ClientClosed>) {
    super(fields);
  }
}

@Doc('A client has one more key. What is kept of it cannot be turned back into the key.')
@EventContract<ApiKeyIssued>({
  topic,
  readers,
  example: {
    clientId: 'erp',
    keyId: 'key_1',
    digest: 'n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg',
    hint: 'x7Qd',
    expiresAt: '2027-01-01T00:00:00Z',
  },
})
export class ApiKeyIssued extends DomainEvent {
  readonly type = 'ApiKeyIssued';

  @OpaqueId()
  clientId!: string;

  @OpaqueId()
  keyId!: string;

  @Doc('SHA-256 of the key, base64url.')
  @Text(64)
  digest!: string;

  @Doc('The last characters of the key, to recognise it by.')
  @Text(8)
  hint!: string;

  @Optional()
  @Timestamp()
  expiresAt?: string;

  constructor(fields: Fields<ApiKeyIssued>) {
    super(fields);
  }
}

@Doc('A key is worth nothing any more.')
@EventContract<ApiKeyRevoked>({ topic, readers, example: { clientId: 'erp', keyId: 'key_1' } })
export class ApiKeyRevoked extends DomainEvent {
  readonly type = 'ApiKeyRevoked';

  @OpaqueId()
  clientId!: string;

  @OpaqueId()
  keyId!: string;

  constructor(fields: Fields<ApiKeyRevoked>) {
    super(fields);
  }
}
