import type { Type } from '@nestjs/common';
import {
  ClientAdmissionChanged,
  PoliciesSet,
  WebhookSecretAdded,
  WebhookSecretRetired,
  WebhookSecretsResealed,
  type AdmittedKey,
  type MerchantPolicies,
  type SealedSecret,
} from '@entrepot/contracts/access';
import { eventContract } from '@entrepot/contracts';
import { Mirrors } from '@entrepot/messaging';

/** A client as the doors need it, by its id. One that was closed stays, without keys: its merchant is known all the same. */
export interface AdmissionRow {
  readonly scopes: readonly string[];
  readonly keys: readonly AdmittedKey[];
}

@Mirrors({ events: [ClientAdmissionChanged], view: 'admissions', id: ({ clientId }) => clientId })
export class AdmissionsMirror {
  row({ scopes, keys }: ClientAdmissionChanged): AdmissionRow {
    return { scopes, keys };
  }
}

/** The policies of a merchant. */
export interface PolicyRow {
  readonly policies: MerchantPolicies;
}

@Mirrors({ events: [PoliciesSet], view: 'policies', id: () => 'policies' })
export class PoliciesMirror {
  row({ policies }: PoliciesSet): PolicyRow {
    return { policies };
  }
}

/** The secrets of a sender, encrypted, by the sender's name. */
export interface WebhookSecretRow {
  readonly active: readonly SealedSecret[];
}

@Mirrors({
  events: [WebhookSecretAdded, WebhookSecretRetired, WebhookSecretsResealed],
  view: 'webhook-secrets',
  id: ({ sender }) => sender,
})
export class WebhookSecretsMirror {
  row({ active }: WebhookSecretAdded | WebhookSecretRetired | WebhookSecretsResealed): WebhookSecretRow {
    return { active };
  }
}

/** What of access a service keeps a copy of: what its contract names the service as a reader of. */
const MIRRORS = {
  admissions: { event: ClientAdmissionChanged, mirror: AdmissionsMirror },
  policies: { event: PoliciesSet, mirror: PoliciesMirror },
  'webhook-secrets': { event: WebhookSecretAdded, mirror: WebhookSecretsMirror },
} as const;

export type MirroredView = keyof typeof MIRRORS;

export function isMirrored(view: MirroredView, service: string): boolean {
  return eventContract(MIRRORS[view].event.name).readers.includes(service);
}

/** What the events about these views come on. */
export function mirroredTopics(views: readonly MirroredView[]): string[] {
  return [...new Set(views.map((view) => eventContract(MIRRORS[view].event.name).topic))];
}

/** The controllers that keep these copies. */
export function accessMirrors(service: string): Type[] {
  const views = Object.keys(MIRRORS) as MirroredView[];
  return views.filter((view) => isMirrored(view, service)).map((view) => MIRRORS[view].mirror);
}
