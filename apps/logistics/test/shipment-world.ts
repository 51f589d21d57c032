import type { ShipmentLabelled } from '@entrepot/contracts/logistics';
import type { TrackingStatus } from '@entrepot/contracts/shared';
import type { AnyEvent } from '@entrepot/kernel';
import { definitionOf, type Effect, type EffectCall, type Outcome } from '@entrepot/messaging';
import { memoryPrivacy } from '@entrepot/privacy';
import { Carriers } from '../src/clients/carriers';
import type { CarrierNews } from '../src/domain/carrier-news';
import { followParcel } from '../src/domain/follow-parcel';
import type { Shipment } from '../src/domain/shipment';
import { AskCarrier } from '../src/effects/ask-carrier.effect';
import { BookLabel } from '../src/effects/book-label.effect';
import { InterceptParcel } from '../src/effects/intercept-parcel.effect';
import { VoidLabel } from '../src/effects/void-label.effect';
import { MemoryCarrier } from './memory-carrier';
import { ShipmentStory } from './shipment-story';

// Effects of different intents in one table.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type AnyEffect = Effect<any, Shipment, Outcome>;

/** How a call ends for the caller: with an answer, without one though it was done, or without having arrived. */
export type Line = 'answers' | 'lost-after' | 'lost-before';

interface Arrival {
  readonly effect: AnyEffect;
  readonly intent: AnyEvent;
  readonly outcome: Outcome;
}

/** One shipment, its carrier, and everything between them that can be late, lost, doubled or out of order. */
export class ShipmentWorld {
  readonly carrier = new MemoryCarrier();
  readonly story = new ShipmentStory();
  readonly outcomes: Arrival[] = [];
  readonly webhooks: CarrierNews[] = [];
  private heard = 0;
  private readonly settled = new Set<AnyEvent>();
  private readonly effects = new Map<string, AnyEffect>();
  private readonly attempts = new Map<AnyEvent, number>();

  constructor() {
    const carriers = new Carriers([this.carrier]);
    const others = [VoidLabel, InterceptParcel, AskCarrier].map((make) => new make(carriers));
    for (const effect of [new BookLabel(carriers, memoryPrivacy()), ...others]) {
      const definition = definitionOf(effect);
      if (definition?.kind === 'effect') this.effects.set(definition.event, effect as AnyEffect);
    }
  }

  /** Intents that the shipment still wants an outcome of. */
  openIntents(): AnyEvent[] {
    const isOpen = (event: AnyEvent) => this.effects.get(event.type)?.isOpen(this.story.shipment, event);
    return this.story.events.filter((event) => !this.settled.has(event) && isOpen(event));
  }

  /** Works on an intent as the runtime does: asks before a second attempt; the outcome arrives later. */
  async attempt(intent: AnyEvent, line: Line): Promise<void> {
    const effect = this.effects.get(intent.type)!;
    const attempt = (this.attempts.get(intent) ?? 0) + 1;
    this.attempts.set(intent, attempt);
    if (line === 'lost-before') return;
    const intentId = `intent-${(this.story.events as AnyEvent[]).indexOf(intent)}`;
    const call = { attempt, merchantId: 'acme', intentId } as EffectCall;
    const known = attempt > 1 ? await effect.inquire?.(intent, call) : undefined;
    const outcome = known ?? (await effect.perform(intent, call));
    if (line === 'answers') this.outcomes.push({ effect, intent, outcome });
  }

  /** An outcome arrives. The first of an intent is the only one that is decided on. */
  settle(index: number): void {
    const [arrival] = this.outcomes.splice(index % Math.max(this.outcomes.length, 1), 1);
    if (arrival === undefined || this.settled.has(arrival.intent)) return;
    const { effect, intent, outcome } = arrival;
    if (!effect.isOpen(this.story.shipment, intent)) return;
    this.story.when(effect.decide, { intent, intentId: 'id', outcome });
    this.settled.add(intent);
  }

  /** The carrier moves the parcel, and may tell of it. */
  move(status: TrackingStatus, skewHours: number, tells: boolean): void {
    const number = this.number();
    if (number === undefined) return;
    const occurredAt = new Date(Date.parse(this.story.now) + skewHours * 3_600_000).toISOString();
    const told = this.carrier.advance(number, status, occurredAt);
    if (tells) this.webhooks.push(told);
  }

  /** A webhook arrives; `again`: and will arrive once more. */
  deliver(index: number, again: boolean): void {
    const position = index % Math.max(this.webhooks.length, 1);
    const told = this.webhooks[position];
    if (told === undefined) return;
    if (!again) this.webhooks.splice(position, 1);
    this.story.webhook(told);
  }

  /** The next report comes from its tracking number: in order, as events of one stream do. */
  hear(): void {
    const report = this.story.reports[this.heard];
    if (report === undefined) return;
    this.heard += 1;
    this.story.when(followParcel, report);
  }

  /** The first open intent is called for and answered. */
  async work(): Promise<void> {
    const [intent] = this.openIntents();
    if (intent === undefined) return;
    await this.attempt(intent, 'answers');
    while (this.outcomes.length > 0) this.settle(0);
  }

  /** Every webhook arrives, and every report of a shipment that is labelled by then. */
  hearAll(): void {
    while (this.webhooks.length > 0) this.deliver(0, false);
    while (this.unheard > 0) this.hear();
  }

  get unheard(): number {
    return this.story.reports.length - this.heard;
  }

  /** Parcels can move before anybody here knows their number. */
  number(): string | undefined {
    return this.carrier.parcels[0]?.label.trackingNumber;
  }

  label(): ShipmentLabelled | undefined {
    return this.story.events.find((event): event is ShipmentLabelled => event.type === 'ShipmentLabelled');
  }

  /** Everything that is under way comes to its end, with a carrier that answers. */
  async drain(): Promise<void> {
    for (let round = 0; round < 100; round += 1) {
      for (const intent of this.openIntents()) await this.attempt(intent, 'answers');
      const before = this.outcomes.length + this.webhooks.length + this.unheard;
      while (this.outcomes.length > 0) this.settle(0);
      this.hearAll();
      if (before === 0 && this.openIntents().length === 0) return;
    }
    throw new Error('the shipment did not come to rest');
  }
}
