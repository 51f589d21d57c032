import type { CarrierEventReceived } from '@entrepot/contracts/logistics';

/** One thing that a carrier told of a tracking number, its status already in our words. */
export type CarrierNews = Omit<CarrierEventReceived, 'type'>;

/** A webhook as it arrived. */
export interface WebhookDelivery {
  readonly carrier: string;
  /** Any of which may have signed; undefined: those that the service is told by its settings. */
  readonly secrets?: readonly string[];
  /** As they arrived, by their names in small letters: a sender signs in one of its own. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly rawBody: Uint8Array | undefined;
}

/** Reads carriers' webhooks. */
export abstract class WebhookReader {
  /**
   * What a delivery says. Throws `carrier.not-found`, `webhook.signature-invalid`, `webhook.stale`, or
   * `webhook.unreadable` naming the fields, in this order: nothing of an unproven body is looked at.
   */
  abstract read(delivery: WebhookDelivery): CarrierNews;
}
