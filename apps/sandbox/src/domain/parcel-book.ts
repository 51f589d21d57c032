import { Refusal } from './refusal';
import { isBehind, stepsTo, type CarrierCode } from './parcel-course';

/** One line of a parcel's course. */
export interface ParcelEvent {
  readonly id: string;
  readonly code: CarrierCode;
  readonly occurredAt: string;
  readonly description?: string;
}

/** A parcel as the carrier's API shows it. */
export interface BookedParcel {
  readonly id: string;
  readonly reference: string;
  readonly trackingNumber: string;
  readonly labelUrl: string;
  /** When the carrier means to deliver it. */
  readonly estimatedDeliveryAt: string;
  readonly cost: { readonly amount: number; readonly currency: string };
  readonly metadata: Readonly<Record<string, string>>;
  status: CarrierCode | 'VOIDED';
  intercepting: boolean;
  readonly events: ParcelEvent[];
}

export interface Advance {
  readonly to: CarrierCode;
  readonly occurredAt?: string;
  /** Tell the codes in between too. */
  readonly steps?: boolean;
  readonly dates?: Readonly<Record<string, string>>;
}

const TRANSIT_MS = 4 * 24 * 60 * 60 * 1_000;
const COST = { amount: 1290, currency: 'BRL' };

function trackingNumber(count: number): string {
  return `SB${String(count).padStart(9, '0')}BR`;
}

/** The carrier's parcels. A reference names one parcel for ever, so nothing is booked twice. */
export class ParcelBook {
  private readonly byReference = new Map<string, BookedParcel>();
  private readonly byNumber = new Map<string, BookedParcel>();

  /** `firstNumber` keeps the numbers of one run apart from those of the next. */
  constructor(private readonly firstNumber: number) {}

  book(
    reference: string,
    metadata: Readonly<Record<string, string>>,
    now: string,
  ): { parcel: BookedParcel; made: boolean } {
    const known = this.byReference.get(reference);
    if (known) return { parcel: known, made: false };
    const number = trackingNumber(this.firstNumber + this.byNumber.size);
    const parcel: BookedParcel = {
      id: `par_${number}`,
      reference,
      trackingNumber: number,
      labelUrl: `https://carrier.example/labels/${number}.pdf`,
      estimatedDeliveryAt: new Date(Date.parse(now) + TRANSIT_MS).toISOString(),
      cost: COST,
      metadata,
      status: 'CREATED',
      intercepting: false,
      events: [{ id: `${number}-1`, code: 'CREATED', occurredAt: now }],
    };
    this.keep(parcel);
    return { parcel, made: true };
  }

  find(number: string): BookedParcel {
    const parcel = this.byNumber.get(number);
    if (!parcel) throw new Refusal(404, 'not_found', 'There is no such shipment.');
    return parcel;
  }

  withReference(reference: string): readonly BookedParcel[] {
    const parcel = this.byReference.get(reference);
    return parcel ? [parcel] : [];
  }

  all(): readonly BookedParcel[] {
    return [...this.byNumber.values()];
  }

  voidLabel(number: string): BookedParcel {
    const parcel = this.find(number);
    if (parcel.status === 'VOIDED') return parcel;
    if (parcel.status !== 'CREATED') throw new Refusal(409, 'already_collected', 'The parcel was collected.');
    parcel.status = 'VOIDED';
    return parcel;
  }

  /** Agrees to bring a parcel back. True: agreed just now. */
  intercept(number: string, agrees: boolean): boolean {
    const parcel = this.find(number);
    if (parcel.intercepting) return false;
    if (parcel.status === 'DELIVERED') throw new Refusal(409, 'already_delivered', 'The parcel was delivered.');
    if (parcel.status === 'CREATED' || parcel.status === 'VOIDED') {
      throw new Refusal(409, 'not_collected', 'The parcel was not collected.');
    }
    if (!agrees) throw new Refusal(409, 'cannot_intercept', 'The parcel cannot be reached any more.');
    parcel.intercepting = true;
    return true;
  }

  /** Moves a parcel on; gives the new events. A parcel that is there or further stays where it is. */
  advance(number: string, { to, occurredAt, steps, dates }: Advance, now: string): readonly ParcelEvent[] {
    const parcel = this.find(number);
    if (parcel.status === 'VOIDED') throw new Refusal(409, 'voided', 'The label was given back.');
    if (!isBehind(parcel.status, to)) return [];
    if (parcel.intercepting && !['RETURNING', 'RETURNED'].includes(to)) return [];
    const codes = steps ? stepsTo(parcel.status, to) : [to];
    const events = codes.map((code, index): ParcelEvent => {
      const id = `${number}-${parcel.events.length + index + 1}`;
      return { id, code, occurredAt: dates?.[code] ?? occurredAt ?? now };
    });
    parcel.events.push(...events);
    parcel.status = to;
    return events;
  }

  /** Knows these from now on, and nothing else. */
  restore(parcels: readonly BookedParcel[]): void {
    this.byReference.clear();
    this.byNumber.clear();
    for (const parcel of parcels) this.keep(parcel);
  }

  private keep(parcel: BookedParcel): void {
    this.byReference.set(parcel.reference, parcel);
    this.byNumber.set(parcel.trackingNumber, parcel);
  }
}
