import type { Address, TrackingStatus } from '@entrepot/contracts/shared';
import type { CarrierNews, WebhookDelivery } from '../domain/carrier-news';
import type { InterceptionOutcome } from '../domain/settle-interception';
import type { LabelOutcome } from '../domain/settle-label';
import type { VoidOutcome } from '../domain/settle-void';
import type { Label } from '../domain/shipment';

/** How long a call may take, and for whom it is. */
export interface CarrierCall {
  readonly merchantId: string;
  readonly signal?: AbortSignal;
}

/** Parcels that are to be booked. */
export interface Booking {
  /** Ours: names the booking for ever. */
  readonly reference: string;
  /** The same on every try of one request; a request that follows a refusal has another. */
  readonly idempotencyKey: string;
  readonly from?: Address | undefined;
  readonly to?: Address | undefined;
  readonly parcels: readonly { readonly weightGrams?: number }[];
}

/** How a booked parcel stands with the carrier right now. */
export interface ParcelStanding {
  readonly status: TrackingStatus | 'voided';
  /** The carrier has agreed to bring it back. */
  readonly callingBack: boolean;
}

/**
 * A carrier. An implementation passes the conformance suite.
 *
 * - A booking carries our reference; a booking with a reference that is booked books nothing more and answers the same
 *   label. Where a carrier does not see to that itself, its implementation looks the reference up first.
 * - `refused` is final: the same request will not succeed later. Whatever may have been done, or may work later, is
 *   thrown (`CallFailed` where the call itself failed): the caller asks (`findByReference`, `standing`) before it tries
 *   again.
 * - Statuses are told in the words of this system; a word of the carrier that nobody knows is an `exception`.
 */
export abstract class Carrier {
  /** Names it in events and in the address of its webhooks. */
  abstract readonly name: string;
  /** What customers call it; it is on every label, as is the page where they follow the parcel. */
  abstract readonly displayName: string;
  abstract book(booking: Booking, call: CarrierCall): Promise<LabelOutcome>;
  /** The label under our reference; undefined when the carrier has never heard of it. */
  abstract findByReference(reference: string, call: CarrierCall): Promise<Label | undefined>;
  abstract void(trackingNumber: string, call: CarrierCall): Promise<VoidOutcome>;
  abstract intercept(trackingNumber: string, call: CarrierCall): Promise<InterceptionOutcome>;
  /** Undefined when the carrier does not know the number (any more). */
  abstract standing(trackingNumber: string, call: CarrierCall): Promise<ParcelStanding | undefined>;
  /** Everything that the carrier tells of the number, in any order; the same ids as in its webhooks. */
  abstract track(trackingNumber: string, call: CarrierCall): Promise<readonly CarrierNews[]>;
  /** Proves and reads a webhook: `webhook.signature-invalid`, `webhook.stale`, `webhook.unreadable`, in this order. */
  abstract readWebhook(delivery: WebhookDelivery): CarrierNews;
}
