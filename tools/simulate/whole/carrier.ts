import { Carrier, type Booking, type ParcelStanding } from '../../../apps/logistics/src/clients/carrier';
import type { CarrierNews } from '../../../apps/logistics/src/domain/carrier-news';
import type { InterceptionOutcome } from '../../../apps/logistics/src/domain/settle-interception';
import type { LabelOutcome } from '../../../apps/logistics/src/domain/settle-label';
import type { VoidOutcome } from '../../../apps/logistics/src/domain/settle-void';
import type { Label } from '../../../apps/logistics/src/domain/shipment';
import type { Actor } from '../engine/actor';
import type { Random } from '../engine/random';
import { callOutside } from '../world/outside-call';
import type { World } from '../world/world';
import { anyFate, courseOf, type Fate, type Status } from './fates';

/** A parcel as the carrier keeps it. */
export interface Parcel {
  readonly reference: string;
  readonly label: Label;
  status: ParcelStanding['status'];
  readonly fate: Fate;
  /** What will still happen to it. */
  course: readonly Status[];
  callingBack: boolean;
  readonly news: CarrierNews[];
}

const NAME = 'sandbox';
/** A parcel can be called back while it is like that. */
const CATCHABLE: readonly Parcel['status'][] = ['collected', 'in_transit', 'attempt_failed'];
const BACK: readonly Status[] = ['returning', 'returned'];

/** The carrier's depot: parcels go their way by themselves once they are booked. */
export class Depot {
  readonly parcels: Parcel[] = [];
  /** Told of everything that happens to a parcel. */
  tells: ((news: CarrierNews, isAskedFor: boolean) => void) | undefined;
  /** Requests that were refused, by reference; the same request is refused again. */
  private readonly refused = new Map<string, string>();

  constructor(
    private readonly world: World,
    private readonly fates: Random,
  ) {}

  book({ reference, idempotencyKey, from }: Pick<Booking, 'reference' | 'idempotencyKey' | 'from'>): LabelOutcome {
    const known = this.parcels.find((parcel) => parcel.reference === reference);
    if (known !== undefined) return { kind: 'booked', ...known.label };
    const fate = this.refused.has(reference) ? 'arrives' : anyFate(this.fates);
    if (fate === 'refused') this.refused.set(reference, idempotencyKey);
    if (this.refused.get(reference) === idempotencyKey) return { kind: 'refused', reason: 'no_such_street' };
    return { kind: 'booked', ...this.take(reference, fate, from !== undefined).label };
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
    if (parcel.fate === 'deaf' || !CATCHABLE.includes(parcel.status)) {
      return { kind: 'refused', reason: 'out_of_reach' };
    }
    parcel.callingBack = true;
    if (parcel.fate !== 'slips') parcel.course = BACK;
    return { kind: 'agreed' };
  }

  parcel(trackingNumber: string): Parcel | undefined {
    return this.parcels.find(({ label }) => label.trackingNumber === trackingNumber);
  }

  find(reference: string): Label | undefined {
    return this.parcels.find((parcel) => parcel.reference === reference)?.label;
  }

  private take(reference: string, fate: Fate, isReturn: boolean): Parcel {
    const trackingNumber = `T${this.parcels.length + 1}`;
    const [labelUrl, trackingUrl] = [`https://carrier.example/l/${trackingNumber}`, `https://carrier.example/t/1`];
    const label = { trackingNumber, labelUrl, trackingUrl, carrierName: 'Simulated Parcels' };
    const course = courseOf(fate, isReturn);
    const parcel: Parcel = { reference, label, status: 'registered', fate, course, callingBack: false, news: [] };
    this.parcels.push(parcel);
    this.later(parcel);
    return parcel;
  }

  private later(parcel: Parcel): void {
    const { wire, simulation } = this.world;
    wire.deliver(simulation.outside, simulation.random.between(10, 300), () => this.move(parcel));
  }

  private move(parcel: Parcel): void {
    const [status, ...course] = parcel.course;
    if (parcel.status === 'voided' || status === undefined) return;
    // Nobody asks for a parcel that is known to be lost.
    const isAskedFor = parcel.status !== 'lost';
    Object.assign(parcel, { status, course });
    this.tell(parcel, status, isAskedFor);
    if (course.length > 0) this.later(parcel);
  }

  private tell(parcel: Parcel, status: Status, isAskedFor: boolean): void {
    const { trackingNumber } = parcel.label;
    const occurredAt = new Date(Math.floor(this.world.simulation.time)).toISOString();
    const carrierEventId = `${trackingNumber}-${parcel.news.length + 1}`;
    const news = { carrier: NAME, trackingNumber, carrierEventId, status, carrierStatus: status, occurredAt };
    parcel.news.push(news);
    this.tells?.(news, isAskedFor);
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

  book(booking: Booking): Promise<LabelOutcome> {
    return this.call(() => this.depot.book(booking));
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
