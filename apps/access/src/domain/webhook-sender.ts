import {
  WebhookSecretAdded,
  WebhookSecretRetired,
  WebhookSecretsResealed,
  type SealedSecret,
} from '@entrepot/contracts/access';
import { decided, defineStream, DomainError, ignored, never, type Decide } from '@entrepot/kernel';
import { refusePast } from './issue-key';

export const MOST_SECRETS = 10;

/** The secrets of one sender at one merchant. */
export interface WebhookSender {
  readonly active: readonly SealedSecret[];
}

export type WebhookSenderEvent = WebhookSecretAdded | WebhookSecretRetired | WebhookSecretsResealed;

/** `webhook-sender/<sender>` */
export const WebhookSenderStream = defineStream<WebhookSender, WebhookSenderEvent>({
  kind: 'webhook-sender',
  initial: { active: [] },
  evolve: (sender, event) => {
    switch (event.type) {
      case 'WebhookSecretAdded':
      case 'WebhookSecretRetired':
      case 'WebhookSecretsResealed':
        return { active: event.active };
      default:
        return never(event);
    }
  },
});

/** A secret that was encrypted before anything decides about it. */
export interface NewSecret {
  readonly secretId: string;
  readonly sealed: string;
  readonly expiresAt?: string;
}

/** The old secrets stay: a sender that has not changed over yet is still believed. */
export const addSecret: Decide<WebhookSender, NewSecret> = ({ active }, secret, { key: sender, now }) => {
  refusePast(secret.expiresAt, now);
  const standing = active.filter(({ expiresAt }) => expiresAt === undefined || Date.parse(expiresAt) > Date.parse(now));
  if (standing.length >= MOST_SECRETS)
    throw new DomainError('webhook-secret.too-many', { sender, limit: MOST_SECRETS });
  const { secretId } = secret;
  return decided(new WebhookSecretAdded({ sender, secretId, active: [...standing, { ...secret, addedAt: now }] }));
};

export const retireSecret: Decide<WebhookSender, { readonly secretId: string }> = (
  { active },
  { secretId },
  { key: sender },
) => {
  const left = active.filter((secret) => secret.secretId !== secretId);
  if (left.length === active.length) throw new DomainError('webhook-secret.not-found', { sender, secretId });
  return decided(new WebhookSecretRetired({ sender, secretId, active: left }));
};

/** Sealed texts, each with the one that is to stand in its place. */
export interface Resealed {
  readonly anew: ReadonlyMap<string, string>;
}

/** What was retired or sealed anew meanwhile stays so. */
export const resealSecrets: Decide<WebhookSender, Resealed> = ({ active }, { anew }, { key: sender }) => {
  const resealed = active.map((secret) => ({ ...secret, sealed: anew.get(secret.sealed) ?? secret.sealed }));
  if (!active.some(({ sealed }) => anew.has(sealed))) return ignored('none of these is here any more');
  return decided(new WebhookSecretsResealed({ sender, active: resealed }));
};
