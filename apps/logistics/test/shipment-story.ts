import { TrackingReported } from '@entrepot/contracts/logistics';
import { ShipmentInterceptionRequested, ShipmentRequested, ShipmentVoidRequested } from '@entrepot/contracts/orders';
import { ReturnShipmentRequested } from '@entrepot/contracts/returns';
import type { TrackingStatus } from '@entrepot/contracts/shared';
import type { AnyEvent, Decide, Decision, StreamType } from '@entrepot/kernel';
import { askLabelAgain } from '../src/domain/ask-label-again';
import { askSilentCarrier, silenceEndsAt } from '../src/domain/ask-silent-carrier';
import type { CarrierNews } from '../src/domain/carrier-news';
import { followParcel } from '../src/domain/follow-parcel';
import { planReturnShipment, planShipment } from '../src/domain/plan-shipment';
import { receiveCarrierEvent } from '../src/domain/receive-carrier-event';
import { requestInterception } from '../src/domain/request-interception';
import { requestVoid } from '../src/domain/request-void';
import type { Shipment } from '../src/domain/shipment';
import type { ShipmentEvent } from '../src/domain/shipment-event';
import { ShipmentStream } from '../src/domain/shipment-stream';
import { trackingKey, TrackingStream, type Tracking } from '../src/domain/tracking';

export const named = { shipmentId: 'shp_1', orderId: 'ord_1' };
export const lines = [{ lineId: '1', sku: 'SHIRT', quantity: 2 }];
export const address = { city: 'Campinas', country: 'BR' };
export const number = { carrier: 'sandbox', trackingNumber: 'SB1' };
const placeAddress = { city: 'Guarulhos', country: 'BR' };
const policy = { carrier: 'sandbox', silenceHours: 24 };

/** One shipment and its tracking numbers without a database: what is decided is recorded and folded at once. */
export class ShipmentStory {
  now = '2026-03-02T09:00:00.000Z';
  shipment: Shipment = { status: 'none' };
  readonly events: ShipmentEvent[] = [];
  /** Reports that the shipment has not heard of yet: they come to it like any other event. */
  readonly reports: TrackingReported[] = [];
  private readonly trackings = new Map<string, Tracking>();
  private inputs = 0;
  private reported = 0;

  /** Decides, records, and gives back what was recorded; events of other streams have a slash in front. */
  when<I, D>(decide: Decide<Shipment, I, D>, input: I, data?: D): string[] {
    const decision = decide(this.shipment, input, this.given('shp_1'), data as D);
    if (decision.kind === 'ignored') return [`ignored: ${decision.reason}`];
    this.record(decision.events);
    const asides = decision.asides.flatMap(({ key, events }) => {
      this.recordTracking(key, events);
      return events.map(({ type }) => `/${type}`);
    });
    return [...decision.events.map(({ type }) => type), ...asides];
  }

  requested(weights: Record<string, number> = { SHIRT: 200 }): string[] {
    const request = new ShipmentRequested({
      ...named,
      reservationId: 'rsv_1',
      placeId: 'gru-1',
      lines,
      shipTo: address,
    });
    const facts = { placeAddress, weightGrams: new Map(Object.entries(weights)) };
    return this.when(planShipment(policy), request, facts);
  }

  returnRequested(): string[] {
    const request = new ReturnShipmentRequested({
      ...named,
      returnId: 'ret_1',
      placeId: 'gru-1',
      lines,
      from: address,
    });
    return this.when(planReturnShipment(policy), request, { placeAddress, weightGrams: new Map() });
  }

  voidAsked(): string[] {
    return this.when(requestVoid, new ShipmentVoidRequested({ ...named, reason: 'cancelled' }));
  }

  interceptionAsked(): string[] {
    return this.when(requestInterception, new ShipmentInterceptionRequested({ ...named, reason: 'cancelled' }));
  }

  labelAskedAgain(): string[] {
    return this.when(askLabelAgain, undefined);
  }

  /** The carrier tells the shipment something by way of its tracking number, with a time that is later each time. */
  told(status: TrackingStatus, occurredAt = this.nextTime()): string[] {
    const report = { ...number, ...named, carrierEventId: `evt-${this.reported}`, status, occurredAt };
    return this.when(followParcel, new TrackingReported(report));
  }

  /** A webhook arrives at its tracking number. */
  webhook(news: CarrierNews): string[] {
    const key = trackingKey(news);
    const decision = receiveCarrierEvent(this.tracking(key), news, this.given(key), undefined);
    if (decision.kind === 'decided') this.recordTracking(key, decision.events);
    return typesOf(decision);
  }

  /** The timer fires if it is due by now. */
  silenceWakes(): string[] {
    const dueAt = silenceEndsAt(this.shipment);
    if (dueAt === undefined || dueAt > this.now) return [];
    return this.when(askSilentCarrier, { dueAt });
  }

  pass(hours: number): void {
    this.now = new Date(Date.parse(this.now) + hours * 3_600_000).toISOString();
  }

  tracking(key: string): Tracking {
    return this.trackings.get(key) ?? TrackingStream.initial;
  }

  last<E extends ShipmentEvent>(type: E['type']): E {
    const found = this.events.findLast((event) => event.type === type);
    if (found === undefined) throw new Error(`no ${type} was recorded`);
    return found as E;
  }

  nextTime(): string {
    this.reported += 1;
    return new Date(Date.UTC(2026, 2, 3) + this.reported * 3_600_000).toISOString();
  }

  private given(key: string) {
    this.inputs += 1;
    const read = <S>(on: StreamType<S>, at: string): S => {
      if ((on as unknown) !== TrackingStream) throw new Error(`not declared: ${on.kind}`);
      return this.tracking(at) as unknown as S;
    };
    return { merchantId: 'acme', key, now: this.now, inputId: `input-${this.inputs}`, read };
  }

  private record(events: readonly AnyEvent[]): void {
    for (const event of events as ShipmentEvent[]) {
      const at = { merchantId: 'acme', key: 'shp_1', version: this.events.length + 1, at: this.now };
      this.shipment = ShipmentStream.evolve(this.shipment, event, at);
      this.events.push(event);
    }
  }

  private recordTracking(key: string, events: readonly AnyEvent[]): void {
    const at = { merchantId: 'acme', key, version: 1, at: this.now };
    for (const event of events) {
      this.trackings.set(key, TrackingStream.evolve(this.tracking(key), event, at));
      if (event.type === 'TrackingReported') this.reports.push(event as TrackingReported);
    }
  }
}

function typesOf(decision: Decision): string[] {
  return decision.kind === 'ignored' ? [`ignored: ${decision.reason}`] : decision.events.map(({ type }) => type);
}
