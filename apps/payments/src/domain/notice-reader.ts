import type { ProviderNoticeReceived } from '@entrepot/contracts/payments';

/** A webhook as it arrived. */
export interface NoticeDelivery {
  readonly merchantId: string;
  /** Any of which may have signed; undefined: those that the service is told by its settings. */
  readonly secrets?: readonly string[];
  /** As they arrived, by their names in small letters: a sender signs in one of its own. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly rawBody: Uint8Array | undefined;
}

/** Reads one provider's webhooks. */
export abstract class NoticeReader {
  /**
   * What a delivery says. Throws `webhook.signature-invalid`, `webhook.stale`, or `notice.unreadable` naming the fields,
   * in this order: nothing of an unproven body is looked at.
   */
  abstract read(delivery: NoticeDelivery): ProviderNoticeReceived;
}
