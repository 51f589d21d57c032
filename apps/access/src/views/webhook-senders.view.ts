import { Projects } from '@entrepot/messaging';
import { WebhookSenderStream, type WebhookSender } from '../domain/webhook-sender';

/** A row of the list of senders: that there is one. Its secrets are read from its stream. */
export interface WebhookSenderRow {
  readonly secrets: number;
}

@Projects({ of: WebhookSenderStream, view: 'webhook-senders' })
export class WebhookSendersView {
  row({ active }: WebhookSender): WebhookSenderRow {
    return { secrets: active.length };
  }
}
