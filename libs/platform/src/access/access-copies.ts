import { Logger, type Provider } from '@nestjs/common';
import type { Backbone, ViewTable } from '@entrepot/eventstore';
import { KafkaTransport } from '@entrepot/messaging';
import type { MasterKeys } from '@entrepot/privacy';
import { BACKBONE, MASTER_KEYS } from '../backbone/tokens';
import { Admissions } from './admissions';
import { MerchantSettings } from './merchant-settings';
import { isMirrored, mirroredTopics, type MirroredView } from './mirrors';
import { WebhookSecrets } from './webhook-secrets';
import { WebhookTrust } from './webhook-trust';

/** So that, with the way through Kafka, a change is known everywhere well within two seconds. */
const LOOK_EVERY_MS = 1_000;
/** Whatever else says that nothing has changed. */
const LOOK_ANYWAY_MS = 10_000;

/** A view of the service's own database, and who wants all its rows whenever one of them has changed. */
interface Copied {
  readonly table: ViewTable<object>;
  readonly keeper: Keeper;
}

/**
 * Keeps in memory what this service mirrors of access: complete before the door opens, without asking access or Kafka. Kept up to date
 * in every process: one of them gets the event and writes the row, all of them look at the mark of the views, unless a process gets
 * all the events and none has come since it looked. While the database is away, what was last known counts.
 */
export class AccessCopies {
  private readonly logger = new Logger('access');
  private mark?: string;
  private timer?: NodeJS.Timeout;
  private looking = Promise.resolve();
  private stopped = false;
  /** When what was written of everything heard before was looked at. */
  private completeAt = -Infinity;

  /** `quietMs`: for how long this process knows that there was no event about what is copied; 0 if it does not. */
  constructor(
    private readonly copied: readonly Copied[],
    private readonly quietMs: () => number,
  ) {}

  /** The copies are complete after this. Rejects when the database is away. */
  async load(): Promise<void> {
    const [first, ...others] = this.copied.map(({ table }) => table);
    // The mark first: what changes in between is read again at the next look.
    const mark = await first?.mark(others);
    if (mark === this.mark) return;
    await Promise.all(this.copied.map(async ({ table, keeper }) => keeper.replace((await table.all()) as never[])));
    this.mark = mark;
  }

  start(): void {
    if (this.copied.length === 0) return;
    this.timer = setTimeout(() => {
      this.looking = this.look();
    }, LOOK_EVERY_MS).unref();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.looking;
  }

  private async look(): Promise<void> {
    const now = performance.now();
    const quietMs = this.quietMs();
    const sinceMs = now - this.completeAt;
    try {
      if (quietMs <= sinceMs || sinceMs > LOOK_ANYWAY_MS) {
        await this.load();
        this.completeAt = quietMs > 0 ? now : -Infinity;
      }
    } catch (error) {
      this.logger.debug('what access says cannot be looked at now', { err: error });
    }
    if (!this.stopped) this.start();
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
  const topics = mirroredTopics(views);
  const openCopies = (backbone: Backbone, transport: KafkaTransport, ...keepers: Keeper[]) =>
    new AccessCopies(
      keepers.map((keeper, index) => ({ table: backbone.view(views[index]!), keeper })),
      () => transport.runtime?.quietMs(topics) ?? 0,
    );
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
    {
      provide: AccessCopies,
      useFactory: openCopies,
      inject: [BACKBONE, KafkaTransport, ...views.map((view) => KEEPERS[view])],
    },
  ];
}
