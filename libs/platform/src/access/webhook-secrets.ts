import { Logger } from '@nestjs/common';
import { openSecret, type MasterKeys } from '@entrepot/privacy';
import type { Viewed } from '@entrepot/eventstore';
import type { WebhookSecretRow } from './mirrors';

interface OpenedSecret {
  readonly sealed: string;
  readonly secret: string;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** What a secret of a webhook is sealed for: it opens as no other sender's and no other merchant's. */
export function webhookSecretContext(merchantId: string, sender: string): string {
  return `webhook-secret/${merchantId}/${sender}`;
}

/** The secrets that senders may sign with, as this process knows them: encrypted wherever they are kept, plain only in here. */
export class WebhookSecrets {
  private readonly logger = new Logger('access');
  private opened: ReadonlyMap<string, readonly OpenedSecret[]> = new Map();

  /** `now`: milliseconds since 1970, as the database counts them. */
  constructor(
    private readonly masters: MasterKeys,
    private readonly now: () => number,
  ) {}

  /** Those that count now, none where all have expired or cannot be opened; undefined where the merchant has none for this sender. */
  of(merchantId: string, sender: string): string[] | undefined {
    const known = this.opened.get(webhookSecretContext(merchantId, sender));
    return known?.filter(({ until }) => until > this.now()).map(({ secret }) => secret);
  }

  async replace(rows: readonly Viewed<WebhookSecretRow>[]): Promise<void> {
    const kept = rows.filter(({ active }) => active.length > 0);
    const entries = kept.map(async (row) => {
      const context = webhookSecretContext(row.merchantId, row.id);
      const secrets = await Promise.all(row.active.map((sealed) => this.open(context, sealed)));
      return [context, secrets.filter((secret) => secret !== undefined)] as const;
    });
    this.opened = new Map(await Promise.all(entries));
  }

  /** What no master key opens is left out, with a word: the other secrets count all the same. */
  private async open(context: string, { sealed, expiresAt, secretId }: Sealed): Promise<OpenedSecret | undefined> {
    const until = expiresAt === undefined ? Infinity : Date.parse(expiresAt);
    const known = this.opened.get(context)?.find((each) => each.sealed === sealed);
    if (known !== undefined) return { ...known, until };
    try {
      return { sealed, secret: await openSecret(this.masters, sealed, context), until };
    } catch (error) {
      this.logger.error('a webhook secret cannot be opened', { context, secretId, err: error });
      return undefined;
    }
  }
}

type Sealed = WebhookSecretRow['active'][number];
