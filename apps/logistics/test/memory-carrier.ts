import type { TrackingStatus } from '@entrepot/contracts/shared';
import { DomainError } from '@entrepot/kernel';
import { signPayload, verifySignature } from '@entrepot/platform';
import { Carrier, type Booking, type ParcelStanding } from '../src/clients/carrier';
import type { CarrierNews, WebhookDelivery } from '../src/domain/carrier-news';
import type { InterceptionOutcome } from '../src/domain/settle-interception';
import type { LabelOutcome } from '../src/domain/settle-label';
import type { VoidOutcome } from '../src/domain/settle-void';
import type { Label } from '../src/domain/shipment';

export interface MemoryParcel {
  readonly reference: string;
  readonly label: Label;
  status: TrackingStatus | 'voided';
  callingBack: boolean;
  readonly news: CarrierNews[];
}

const SECRET = 'secret-of-the-carrier-in-memory';
const ENDS: readonly string[] = ['delivered', 'returned', 'lost', 'expired'];

/** A carrier without a network: keeps to its contract, and moves parcels as a test says. */
export class MemoryCarrier extends Carrier {
  readonly name = 'sandbox';
  readonly displayName = 'Memory Parcels';
  /** Answers of the next calls. */
  refusesBookings = false;
  refusesInterceptions = false;
  readonly parcels: MemoryParcel[] = [];
  /** A refusal is final for its request. */
  private readonly refusedKeys = new Set<string>();

  async book({ reference, idempotencyKey }: Booking): Promise<LabelOutcome> {
    const known = this.parcels.find((parcel) => parcel.reference === reference);
    if (known !== undefined) return { kind: 'booked', ...known.label };
    if (this.refusesBookings) this.refusedKeys.add(idempotencyKey);
    if (this.refusedKeys.has(idempotencyKey)) return { kind: 'refused', reason: 'no_service' };
    const trackingNumber = `MC${this.parcels.length + 1}`;
    const [labelUrl, trackingUrl] = ['labels', 'track'].map(
      (page) => `https://carrier.example/${page}/${trackingNumber}`,
    );
    const label = { trackingNumber, labelUrl: labelUrl!, trackingUrl: trackingUrl!, carrierName: this.displayName };
    this.parcels.push({ reference, label, status: 'registered', callingBack: false, news: [] });
    return { kind: 'booked', ...label };
  }

  async findByReference(reference: string): Promise<Label | undefined> {
    return this.parcels.find((parcel) => parcel.reference === reference)?.label;
  }

  async void(trackingNumber: string): Promise<VoidOutcome> {
    const parcel = this.parcel(trackingNumber);
    if (parcel === undefined) return { kind: 'refused', reason: 'not_found' };
    if (parcel.status !== 'registered' && parcel.status !== 'voided') {
      return { kind: 'refused', reason: 'already_collected' };
    }
    parcel.status = 'voided';
    return { kind: 'voided' };
  }

  async intercept(trackingNumber: string): Promise<InterceptionOutcome> {
    const parcel = this.parcel(trackingNumber);
    if (parcel === undefined) return { kind: 'refused', reason: 'not_found' };
    if (parcel.callingBack) return { kind: 'agreed' };
    if (ENDS.includes(parcel.status)) return { kind: 'refused', reason: 'already_delivered' };
    if (['registered', 'voided'].includes(parcel.status)) return { kind: 'refused', reason: 'not_collected' };
    if (this.refusesInterceptions) return { kind: 'refused', reason: 'cannot_intercept' };
    parcel.callingBack = true;
    return { kind: 'agreed' };
  }

  async standing(trackingNumber: string): Promise<ParcelStanding | undefined> {
    const parcel = this.parcel(trackingNumber);
    return parcel && { status: parcel.status, callingBack: parcel.callingBack };
  }

  async track(trackingNumber: string): Promise<readonly CarrierNews[]> {
    return this.parcel(trackingNumber)?.news ?? [];
  }

  readWebhook({ headers, rawBody }: WebhookDelivery): CarrierNews {
    verifySignature({ secret: SECRET, header: headers['carrier-signature'], rawBody });
    try {
      const told = JSON.parse(Buffer.from(rawBody ?? []).toString()) as CarrierNews;
      if (typeof told.carrierEventId === 'string') return told;
    } catch {
      // Not JSON: as unreadable as JSON of something else.
    }
    throw new DomainError('webhook.unreadable');
  }

  /** A webhook as this carrier would send it. */
  webhookOf(told: object | string, atMs = Date.now(), secret = SECRET): WebhookDelivery {
    const text = typeof told === 'string' ? told : JSON.stringify(told);
    const headers = { 'carrier-signature': signPayload(secret, text, atMs) };
    return { carrier: this.name, headers, rawBody: Buffer.from(text) };
  }

  /** Moves a parcel and gives back what is told of it. Also one that was voided: depots make mistakes. */
  advance(trackingNumber: string, status: TrackingStatus, occurredAt: string): CarrierNews {
    const parcel = this.parcel(trackingNumber);
    if (parcel === undefined) throw new Error(`no parcel ${trackingNumber}`);
    if (parcel.status !== 'voided') parcel.status = status;
    const carrierEventId = `${trackingNumber}-${parcel.news.length + 1}`;
    const words = { status, carrierStatus: status.toUpperCase() };
    const told = { carrier: this.name, trackingNumber, carrierEventId, ...words, occurredAt };
    parcel.news.push(told);
    return told;
  }

  parcel(trackingNumber: string): MemoryParcel | undefined {
    return this.parcels.find(({ label }) => label.trackingNumber === trackingNumber);
  }
}
