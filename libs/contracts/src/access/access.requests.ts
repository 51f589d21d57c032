import { Doc, OpaqueId, Optional, Text, Timestamp, WordList } from '../vocabulary';
import { CLIENT_SCOPES } from './scopes';

@Doc('POST /v1/merchants: only the operator may.')
export class OpenMerchant {
  @OpaqueId()
  merchantId!: string;

  @Text(200)
  name!: string;
}

@Doc('PUT /v1/merchants/{merchantId}.')
export class RenameMerchant {
  @Text(200)
  name!: string;
}

@Doc('POST /v1/clients: somebody who may call for the merchant.')
export class OpenClient {
  @Doc('Your name for it; logs and histories say it.')
  @OpaqueId()
  clientId!: string;

  @Text(200)
  name!: string;

  @WordList(CLIENT_SCOPES, { min: 1 })
  scopes!: string[];
}

@Doc('PUT /v1/clients/{clientId}: replaces name and scopes, for the keys that it has too.')
export class ChangeClient {
  @Text(200)
  name!: string;

  @WordList(CLIENT_SCOPES, { min: 1 })
  scopes!: string[];
}

@Doc('POST /v1/clients/{clientId}/keys.')
export class IssueApiKey {
  @Doc('From then on the key is worth nothing; left out, it is good until it is revoked.')
  @Optional()
  @Timestamp()
  expiresAt?: string;
}

@Doc('POST /v1/webhook-secrets: a secret that a sender may sign with, besides those it has.')
export class AddWebhookSecret {
  @Doc('`psp`, or `carrier:` and the name of the carrier.')
  @OpaqueId()
  sender!: string;

  @Doc('What the sender gave you; left out, one is made and shown once.')
  @Optional()
  @Text(500, 16)
  secret?: string;

  @Doc('From then on it is accepted no longer; left out, it is until it is retired.')
  @Optional()
  @Timestamp()
  expiresAt?: string;
}
