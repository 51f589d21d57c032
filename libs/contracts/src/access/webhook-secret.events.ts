import { DomainEvent, type Fields } from '../events/domain-event';
import { EventContract } from '../events/event-contract';
import { Doc, NestedList, OpaqueId, Optional, Text, Timestamp } from '../vocabulary';

const topic = 'access.webhook-secret.v1';
const readers = ['logistics', 'payments'];

@Doc('A secret that webhooks are signed with, encrypted under the master key.')
export class SealedSecret {
  @OpaqueId()
  secretId!: string;

  @Text(4000)
  sealed!: string;

  @Timestamp()
  addedAt!: string;

  @Optional()
  @Timestamp()
  expiresAt?: string;
}

const active = [{ secretId: 'whs_1', sealed: 'Ab3dE9x1.c2VhbGVk', addedAt: '2026-03-01T10:00:00Z' }];

@Doc('A sender may sign its webhooks to a merchant with one more secret. `active` are all that are accepted now.')
@EventContract<WebhookSecretAdded>({ topic, readers, example: { sender: 'psp', secretId: 'whs_1', active } })
export class WebhookSecretAdded extends DomainEvent {
  readonly type = 'WebhookSecretAdded';

  @Doc('`psp`, or `carrier:` and the name of the carrier.')
  @OpaqueId()
  sender!: string;

  @OpaqueId()
  secretId!: string;

  @NestedList(() => SealedSecret, { max: 10 })
  active!: SealedSecret[];

  constructor(fields: Fields<WebhookSecretAdded>) {
    super(fields);
  }
}

@Doc('A secret is accepted no longer. `active` are all that still are.')
@EventContract<WebhookSecretRetired>({ topic, readers, example: { sender: 'psp', secretId: 'whs_0', active } })
export class WebhookSecretRetired extends DomainEvent {
  readonly type = 'WebhookSecretRetired';

  @OpaqueId()
  sender!: string;

  @OpaqueId()
  secretId!: string;

  @NestedList(() => SealedSecret, { max: 10 })
  active!: SealedSecret[];

  constructor(fields: Fields<WebhookSecretRetired>) {
    super(fields);
  }
}

@Doc('The same secrets, encrypted under another master key. `active` are all that are accepted now.')
@EventContract<WebhookSecretsResealed>({ topic, readers, example: { sender: 'psp', active } })
export class WebhookSecretsResealed extends DomainEvent {
  readonly type = 'WebhookSecretsResealed';

  @OpaqueId()
  sender!: string;

  @NestedList(() => SealedSecret, { max: 10 })
  active!: SealedSecret[];

  constructor(fields: Fields<WebhookSecretsResealed>) {
    super(fields);
  }
}
