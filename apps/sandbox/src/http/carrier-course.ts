import { Injectable } from '@nestjs/common';
import { traceHeaders } from '@entrepot/platform';
import { WebhookSender } from '../clients/webhook-sender';
import { Faults } from '../domain/faults';
import { ParcelBook, type Advance, type BookedParcel, type ParcelEvent } from '../domain/parcel-book';
import { COURSE } from '../domain/parcel-course';
import { SandboxConfig } from '../sandbox.config';

const BRINGS_BACK_AFTER_MS = 50;

/** Moves parcels on and tells the merchant's system, by signed webhook, one event each. */
@Injectable()
export class CarrierCourse {
  /** The traces in which parcels were booked: what becomes of a parcel belongs to that one, whoever moves it. */
  private readonly bookedIn = new WeakMap<BookedParcel, Record<string, string>>();

  constructor(
    private readonly book: ParcelBook,
    private readonly sender: WebhookSender,
    private readonly faults: Faults,
    private readonly config: SandboxConfig,
  ) {}

  advance(number: string, request: Advance): readonly ParcelEvent[] {
    const events = this.book.advance(number, request, new Date().toISOString());
    const parcel = this.book.find(number);
    for (const event of events) this.tell(parcel, event);
    return events;
  }

  /** Starts a parcel on its way by itself where the dials say so. */
  begin(parcel: BookedParcel): void {
    this.bookedIn.set(parcel, traceHeaders());
    const progress = this.faults.dials.carrier?.autoProgress;
    if (progress?.enabled) this.step(parcel, progress.stepMs);
  }

  /** Brings an intercepted parcel back to its sender. */
  bringBack({ trackingNumber }: BookedParcel): void {
    const steps = ['RETURNING', 'RETURNED'] as const;
    steps.forEach((to, index) => {
      this.sender.foresee((index + 1) * BRINGS_BACK_AFTER_MS, () => this.advance(trackingNumber, { to }));
    });
  }

  private step(parcel: BookedParcel, stepMs: number): void {
    this.sender.foresee(stepMs, () => {
      const at = COURSE.indexOf(parcel.status as (typeof COURSE)[number]);
      const to = COURSE[at + 1];
      if (at === -1 || to === undefined || parcel.intercepting) return;
      this.advance(parcel.trackingNumber, { to });
      this.step(parcel, stepMs);
    });
  }

  private tell(parcel: BookedParcel, event: ParcelEvent): void {
    const { trackingNumber, metadata } = parcel;
    const merchantId = metadata['merchantId'];
    if (merchantId === undefined) return;
    const body = JSON.stringify({ ...event, trackingNumber });
    const url = this.config.carrierWebhookUrl.replace('{merchantId}', encodeURIComponent(merchantId));
    const webhook = { url, secret: this.config.carrierWebhookSecret, header: 'carrier-signature', body };
    const trace = this.bookedIn.get(parcel) ?? {};
    this.sender.send({ ...webhook, trace }, this.faults.dials.carrier?.webhooks, this.faults.chance);
  }
}
