import { Injectable } from '@nestjs/common';
import { Commands, Streams, ViewTable } from '@entrepot/eventstore';
import { InjectView, webhookSecretContext } from '@entrepot/platform';
import type { Rewrapped, WrappedSecret, WrappedSecrets } from '@entrepot/privacy';
import { resealSecrets, WebhookSenderStream } from '../domain/webhook-sender';
import type { WebhookSenderRow } from '../views/webhook-senders.view';
import { DEADLINE_MS } from './merchant-book';

interface SenderSecret extends WrappedSecret {
  readonly merchantId: string;
  readonly sender: string;
}

/** The secrets of webhooks as they are kept, for when the master key changes. What was retired is wrapped anew no more: nobody opens it. */
@Injectable()
export class SealedWebhookSecrets implements WrappedSecrets<SenderSecret> {
  readonly name = 'webhook-secrets';

  constructor(
    private readonly commands: Commands,
    private readonly streams: Streams,
    @InjectView('webhook-senders') private readonly senders: ViewTable<WebhookSenderRow>,
  ) {}

  async size(): Promise<number> {
    return (await this.senders.all()).reduce((sum, { secrets }) => sum + secrets, 0);
  }

  /** A page is what one sender has: few enough, and replaced by one decision. */
  async *pages(): AsyncGenerator<readonly SenderSecret[]> {
    for (const { merchantId, id: sender } of await this.senders.all()) {
      const { state } = await this.streams.read(WebhookSenderStream, merchantId, sender);
      const context = webhookSecretContext(merchantId, sender);
      yield state.active.map(({ sealed: wrapped }) => ({ merchantId, sender, context, wrapped }));
    }
  }

  async replace(changed: readonly Rewrapped<SenderSecret>[]): Promise<number> {
    const [first] = changed;
    if (first === undefined) return 0;
    const { merchantId, sender } = first;
    const anew = new Map(changed.map(({ wrapped, anew: sealed }) => [wrapped, sealed]));
    const { state } = await this.commands.handle({
      ...{ on: WebhookSenderStream, merchantId, key: sender, deadlineMs: DEADLINE_MS },
      // Known by what it replaces: given twice, it changes nothing the second time.
      cause: { source: 'rewrap:webhook-secrets' },
      decide: (known, given) => resealSecrets(known, { anew }, given, undefined),
    });
    const kept = new Set(state.active.map(({ sealed }) => sealed));
    return changed.filter(({ anew: sealed }) => kept.has(sealed)).length;
  }
}
