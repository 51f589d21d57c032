import { DomainEvent, type Fields } from '../events/domain-event';
import { EventContract } from '../events/event-contract';
import { Doc, NestedList, OpaqueId, Optional, Text, Timestamp, WordList } from '../vocabulary';
import { BACKBONE_SERVICES, CLIENT_SCOPES } from './scopes';

@Doc('A key that opens doors.')
export class AdmittedKey {
  @OpaqueId()
  keyId!: string;

  @Doc('SHA-256 of the key, base64url.')
  @Text(64)
  digest!: string;

  @Optional()
  @Timestamp()
  expiresAt?: string;
}

@Doc('Whom to let in: all that counts of one client, each time anew. Without keys nobody comes in as this client.')
@EventContract<ClientAdmissionChanged>({
  topic: 'access.admission.v1',
  readers: BACKBONE_SERVICES,
  example: {
    clientId: 'erp',
    scopes: ['orders:read', 'orders:write'],
    keys: [
      { keyId: 'key_1', digest: 'n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg', expiresAt: '2027-01-01T00:00:00Z' },
    ],
  },
})
export class ClientAdmissionChanged extends DomainEvent {
  readonly type = 'ClientAdmissionChanged';

  @OpaqueId()
  clientId!: string;

  @WordList(CLIENT_SCOPES)
  scopes!: string[];

  @NestedList(() => AdmittedKey, { max: 20 })
  keys!: AdmittedKey[];

  constructor(fields: Fields<ClientAdmissionChanged>) {
    super(fields);
  }
}
