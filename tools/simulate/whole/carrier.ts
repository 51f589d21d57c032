import { Carrier, type Booking, type ParcelStanding } from '../../../apps/logistics/src/clients/carrier';
import type { CarrierNews } from '../../../apps/logistics/src/domain/carrier-news';
import type { InterceptionOutcome } from '../../../apps/logistics/src/domain/settle-interception';
import type { LabelOutcome } from '../../../apps/logistics/src/domain/settle-label';
import type { VoidOutcome } from '../../../apps/logistics/src/domain/settle-void';
import type { Label } from '../../../apps/logistics/src/domain/shipment';
import type { Actor } from '../engine/actor';
import { callOutside } from '../world/outside-call';
import type { World } from '../world/world';

/** A parcel as the carrier keeps it. */
export interface Parcel {
  readonly reference: string;
  readonly label: Label;
  status: ParcelStanding['status'];
  callingBack: boolean;
  readonly news: CarrierNews[];
}

type Status = CarrierNews['status'];

const NAME = 'sandbox';
const COURSE: readonly Status[] = ['collected', 'in_transit', 'delivered'];

/** The carrier's depot: parcels go their way by themselves once they are booked. */
export class Depot {
  readonly parcels: Parcel[] = [];
  /** Told of everything that happens to a parcel. */
  tells: ((news: CarrierNews) => void) | undefined;

  constructor(private readonly world: World) {}

  book(reference: string): LabelOutcome {
    const known = this.parcels.find((parcel) => parcel.reference === reference);
    const { label } = known ?? this.take(reference);
    return { kind: 'booked', ...label };
  }

  void(trackingNumber: string): VoidOutcome {
    const parcel = this.parcel(trackingNumber);
    if (parcel === undefined) return { kind: 'refused', reason: 'not_found' };
    const isHere = parcel.status === 'registered' || parcel.status === 'voided';
    if (!isHere) return { kind: 'refused', reason: 'already_collected' };
    parcel.status = 'voided';
    return { kind: 'voided' };
  }

  intercept(trackingNumber: string): InterceptionOutcome {
    const parcel = this.parcel(trackingNumber);
    if (parcel === undefined) return { kind: 'refused', reason: 'not_found' };
    if (parcel.callingBack) return { kind: 'agreed' };
    if (parcel.status !== 'collected' && parcel.status !== 'in_transit') {
      return { kind: 'refused', reason: 'already_delivered' };
    }
    parcel.callingBack = true;
    return { kind: 'agreed' };
  }

  parcel(trackingNumber: string): Parcel | undefined {
    return this.parcels.find(({ label }) => label.trackingNumber === trackingNumber);
  }

  find(reference: string): Label | undefined {
    return this.parcels.find((parcel) => parcel.reference === reference)?.label;
  }

  private take(reference: string): Parcel {
    const trackingNumber = `T${this.parcels.length + 1}`;
    const [labelUrl, trackingUrl] = [`https://carrier.example/l/${trackingNumber}`, `https://carrier.example/t/1`];
    const label = { trackingNumber, labelUrl, trackingUrl, carrierName: 'Simulated Parcels' };
    const parcel: Parcel = { reference, label, status: 'registered', callingBack: false, news: [] };
    this.parcels.push(parcel);
    this.later(parcel, 0);
    return parcel;
  }

  private later(parcel: Parcel, stage: number): void {
    const { wire, simulation } = this.world;
    wire.deliver(simulation.outside, simulation.random.between(10, 300), () => this.move(parcel, stage));
  }

  private move(parcel: Parcel, stage: number): void {
    if (parcel.status === 'voided') return;
    const status = parcel.callingBack && stage > 0 ? 'returned' : COURSE[stage]!;
    parcel.status = status;
    this.tell(parcel, status);
    if (status !== 'returned' && stage + 1 < COURSE.length) this.later(parcel, stage + 1);
  }

  private tell(parcel: Parcel, status: Status): void {
    const { trackingNumber } = parcel.label;
    const occurredAt = new Date(Math.floor(this.world.simulation.time)).toISOString();
    const carrierEventId = `${trackingNumber}-${parcel.news.length + 1}`;
    const news = { carrier: NAME, trackingNumber, carrierEventId, status, carrierStatus: status, occurredAt };
    parcel.news.push(news);
    this.tells?.(news);
  }
}

/** The carrier as a process of logistics reaches it. */
export class CarrierLine extends Carrier {
  readonly name = NAME;
  readonly displayName = 'Simulated Parcels';

  constructor(
    private readonly world: World,
    private readonly actor: Actor,
    private readonly depot: Depot,
  ) {
    super();
  }

  book({ reference }: Booking): Promise<LabelOutcome> {
    return this.call(() => this.depot.book(reference));
  }

  findByReference(reference: string): Promise<Label | undefined> {
    return this.call(() => this.depot.find(reference));
  }

  void(trackingNumber: string): Promise<VoidOutcome> {
    return this.call(() => this.depot.void(trackingNumber));
  }

  intercept(trackingNumber: string): Promise<InterceptionOutcome> {
    return this.call(() => this.depot.intercept(trackingNumber));
  }

  standing(trackingNumber: string): Promise<ParcelStanding | undefined> {
    return this.call(() => {
      const parcel = this.depot.parcel(trackingNumber);
      return parcel && { status: parcel.status, callingBack: parcel.callingBack };
    });
  }

  track(trackingNumber: string): Promise<readonly CarrierNews[]> {
    return this.call(() => [...(this.depot.parcel(trackingNumber)?.news ?? [])]);
  }

  readWebhook(): CarrierNews {
    throw new Error('webhooks come in read');
  }

  private call<T>(work: () => T): Promise<T> {
    return callOutside(this.world, this.actor, work);
  }
}
