export {
  ApiKeyIssuedAnswer,
  ApiKeyShown,
  ClientAnswer,
  KEY_STATES,
  MerchantAnswer,
  WebhookSecretAddedAnswer,
  WebhookSecretShown,
  WebhookSenderAnswer,
  type KeyState,
} from './access.answers';
export {
  AddWebhookSecret,
  ChangeClient,
  IssueApiKey,
  OpenClient,
  OpenMerchant,
  RenameMerchant,
} from './access.requests';
export { AdmittedKey, ClientAdmissionChanged } from './admission.events';
export { ApiKeyIssued, ApiKeyRevoked, ClientChanged, ClientClosed, ClientOpened } from './client.events';
export { MerchantOpened, MerchantRenamed } from './merchant.events';
export { MerchantPolicies, PoliciesSet } from './policy.events';
export { BACKBONE_SERVICES, CLIENT_SCOPES, OPERATOR, PERSONAL_DATA_SCOPE, PLATFORM_SCOPE, SCOPES } from './scopes';
export {
  SealedSecret,
  WebhookSecretAdded,
  WebhookSecretRetired,
  WebhookSecretsResealed,
} from './webhook-secret.events';
