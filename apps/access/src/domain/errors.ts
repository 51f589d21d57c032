import { defineErrors } from '@entrepot/kernel';

/** Every refusal of access. */
export const accessErrors = defineErrors({
  'merchant.not-found': { kind: 'not-found', message: 'No merchant {merchantId}' },
  'merchant.conflict': { kind: 'conflict', message: 'Merchant {merchantId} was opened before, with another name' },
  'merchant.reserved': { kind: 'invalid', message: '{merchantId} cannot be the id of a merchant' },
  'merchant.not-named': { kind: 'invalid', message: 'Name the merchant in the header Entrepot-Merchant' },
  'client.not-found': { kind: 'not-found', message: 'No client {clientId}' },
  'client.conflict': { kind: 'conflict', message: 'Client {clientId} was opened before, with other content' },
  'client.closed': { kind: 'conflict', message: 'Client {clientId} is closed' },
  'client.scope-reserved': { kind: 'forbidden', message: 'Only clients of the operator can have the scope {scope}' },
  'client.key-not-found': { kind: 'not-found', message: 'Client {clientId} has no key {keyId}' },
  'client.too-many-keys': {
    kind: 'conflict',
    message: 'Client {clientId} has {limit} keys that are not revoked: revoke one first',
  },
  'access.expired': { kind: 'invalid', message: 'expiresAt is in the past' },
  'webhook-secret.not-found': { kind: 'not-found', message: 'Sender {sender} has no secret {secretId}' },
  'webhook-secret.sender-unknown': { kind: 'not-found', message: 'Sender {sender} has no secrets' },
  'webhook-secret.too-many': {
    kind: 'conflict',
    message: 'Sender {sender} has {limit} secrets already: retire one first',
  },
});
