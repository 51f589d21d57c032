import type { Provider } from '@nestjs/common';
import type { Backbone } from '@entrepot/eventstore';
import type { MasterKeys } from '@entrepot/privacy';
import { BACKBONE, MASTER_KEYS } from '../backbone/tokens';
import { Admissions } from './admissions';
import { FollowedView } from './followed-view';
import { MerchantSettings } from './merchant-settings';
import { isMirrored, type MirroredView } from './mirrors';
import { WebhookSecrets } from './webhook-secrets';
import { WebhookTrust } from './webhook-trust';

/** Keeps in memory what this service mirrors of access: complete before the door opens, without asking access or Kafka. */
export class AccessCopies {
  constructor(private readonly copies: readonly FollowedView<object>[]) {}

  async load(): Promise<void> {
    await Promise.all(this.copies.map((copy) => copy.load()));
  }

  start(): void {
    for (const copy of this.copies) copy.start();
  }

  async stop(): Promise<void> {
    await Promise.all(this.copies.map((copy) => copy.stop()));
  }
}

/** Who gets the rows of a mirrored view, all of them, whenever one has changed. */
interface Keeper {
  replace(rows: readonly never[]): Promise<void> | void;
}

const KEEPERS = { admissions: Admissions, policies: MerchantSettings, 'webhook-secrets': WebhookSecrets } as const;

/** What a service can inject of access: who may call, what merchants decided, and, if it takes webhooks, what proves them. */
export function accessProviders(service: string): Provider[] {
  const views = (Object.keys(KEEPERS) as MirroredView[]).filter((view) => isMirrored(view, service));
  const openCopies = (backbone: Backbone, ...keepers: Keeper[]) =>
    new AccessCopies(keepers.map((keeper, index) => follow(backbone, views[index]!, keeper)));
  const webhooks = [
    {
      provide: WebhookSecrets,
      useFactory: (masters: MasterKeys, { now }: Backbone) => new WebhookSecrets(masters, now),
      inject: [MASTER_KEYS, BACKBONE],
    },
    WebhookTrust,
  ];
  return [
    { provide: Admissions, useFactory: ({ now }: Backbone) => new Admissions(now), inject: [BACKBONE] },
    MerchantSettings,
    ...(views.includes('webhook-secrets') ? webhooks : []),
    { provide: AccessCopies, useFactory: openCopies, inject: [BACKBONE, ...views.map((view) => KEEPERS[view])] },
  ];
}

function follow(backbone: Backbone, view: MirroredView, keeper: Keeper): FollowedView<object> {
  return new FollowedView(backbone.view(view), (rows) => keeper.replace(rows as readonly never[]));
}
