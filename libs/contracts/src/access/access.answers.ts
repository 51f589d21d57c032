import { Doc, Flag, NestedList, OneOf, OpaqueId, Optional, Text, Timestamp, WordList } from '../vocabulary';
import { CLIENT_SCOPES } from './scopes';

@Doc('A merchant.')
export class MerchantAnswer {
  @OpaqueId()
  merchantId!: string;

  @Text(200)
  name!: string;

  @Timestamp()
  openedAt!: string;
}

export const KEY_STATES = ['active', 'expired', 'revoked'] as const;
export type KeyState = (typeof KEY_STATES)[number];

@Doc('What can be told of a key.')
export class ApiKeyShown {
  @OpaqueId()
  keyId!: string;

  @Doc('The last characters of the key.')
  @Text(8)
  hint!: string;

  @OneOf(KEY_STATES)
  state!: KeyState;

  @Timestamp()
  issuedAt!: string;

  @Optional()
  @Timestamp()
  expiresAt?: string;

  @Optional()
  @Timestamp()
  revokedAt?: string;
}

@Doc('A new key.')
export class ApiKeyIssuedAnswer extends ApiKeyShown {
  @Doc('The key itself. It is kept nowhere and shown only now: a repeat of the request does not have it.')
  @Optional()
  @Text(200)
  key?: string;
}

@Doc('Somebody who may call for a merchant, and the keys it has had.')
export class ClientAnswer {
  @OpaqueId()
  clientId!: string;

  @Text(200)
  name!: string;

  @WordList(CLIENT_SCOPES)
  scopes!: string[];

  @Doc('False: it was closed and nobody comes in as it.')
  @Flag()
  open!: boolean;

  @Timestamp()
  openedAt!: string;

  @NestedList(() => ApiKeyShown)
  keys!: ApiKeyShown[];
}

@Doc('A secret that a sender may sign with; the secret itself is not shown.')
export class WebhookSecretShown {
  @OpaqueId()
  sender!: string;

  @OpaqueId()
  secretId!: string;

  @Timestamp()
  addedAt!: string;

  @Optional()
  @Timestamp()
  expiresAt?: string;
}

@Doc('A new secret of a sender.')
export class WebhookSecretAddedAnswer extends WebhookSecretShown {
  @Doc('The secret, when it was made here. It is shown only now: a repeat of the request does not have it.')
  @Optional()
  @Text(500)
  secret?: string;
}

@Doc('The secrets of a sender that are accepted now.')
export class WebhookSenderAnswer {
  @OpaqueId()
  sender!: string;

  @NestedList(() => WebhookSecretShown, { max: 10 })
  secrets!: WebhookSecretShown[];
}
