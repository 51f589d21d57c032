import {
  InterceptionFailed,
  RoutePlanned,
  ShipmentDelivered,
  ShipmentIntercepted,
  ShipmentLost,
  ShipmentPickedUp,
  ShipmentReturned,
  ShipmentVoided,
  ShipmentVoidRefused,
} from '@entrepot/contracts/logistics';
import type { OrderRoutingRequested, ShipmentRequested } from '@entrepot/contracts/orders';
import type { ShipLine } from '@entrepot/contracts/shared';
import type { AnyEvent } from '@entrepot/kernel';
import type { OrderEvent } from '../../src/domain/order-event';
import type { Choices } from './choices';
import { Inbox, type Mail, type Neighbour } from './neighbour';

type Stage = 'planned' | 'collected' | 'coming-back' | 'lost' | 'over';

interface Parcel {
  readonly request: ShipmentRequested;
  stage: Stage;
}

/** Routes and carriers: parcels are collected, arrive, are lost or come back, whatever the order wishes meanwhile. */
export class LogisticsModel implements Neighbour {
  readonly delivered: ShipLine[] = [];
  private readonly parcels = new Map<string, Parcel>();
  private readonly inbox = new Inbox();

  constructor(private readonly mail: Mail) {}

  take(request: AnyEvent): void {
    const event = request as OrderEvent;
    if (event.type === 'OrderRoutingRequested') this.inbox.put(`routing/${event.attempt}`, event);
    if (event.type === 'ShipmentRequested') this.parcels.set(event.shipmentId, { request: event, stage: 'planned' });
    if (event.type === 'ShipmentVoidRequested' || event.type === 'ShipmentInterceptionRequested') {
      this.inbox.put(event.shipmentId, event);
    }
  }

  private get underWay(): Parcel[] {
    return [...this.parcels.values()].filter(({ stage }) => stage !== 'over');
  }

  get isBusy(): boolean {
    return this.inbox.waiting.length > 0 || this.underWay.length > 0;
  }

  act(choices: Choices): void {
    const parcels = this.underWay;
    if (parcels.length > 0 && (this.inbox.waiting.length === 0 || choices.seldom(3))) {
      return this.move(parcels[choices.below(parcels.length)]!, choices);
    }
    const event = this.inbox.take(choices) as OrderEvent | undefined;
    if (event?.type === 'OrderRoutingRequested') this.route(event, choices);
    if (event?.type === 'ShipmentVoidRequested') this.void(this.parcels.get(event.shipmentId)!, choices);
    if (event?.type === 'ShipmentInterceptionRequested') this.intercept(this.parcels.get(event.shipmentId)!, choices);
  }

  private route({ orderId, attempt, lines }: OrderRoutingRequested, choices: Choices): void {
    const shares = new Map<string, ShipLine[]>();
    const shortages: ShipLine[] = [];
    for (const line of lines) {
      const cut = choices.below(line.quantity + 1);
      this.put(shares, shortages, { ...line, quantity: cut }, choices);
      this.put(shares, shortages, { ...line, quantity: line.quantity - cut }, choices);
    }
    const allocations = [...shares].map(([placeId, served]) => ({ placeId, lines: served, reason: 'it is there' }));
    this.mail.post(
      `routing/${attempt}`,
      new RoutePlanned({ orderId, attempt, allocations, shortages, considered: [] }),
    );
  }

  private put(shares: Map<string, ShipLine[]>, shortages: ShipLine[], line: ShipLine, choices: Choices): void {
    if (line.quantity === 0) return;
    const place = choices.below(6);
    if (place === 5) shortages.push(line);
    else shares.set(`place-${place % 3}`, [...(shares.get(`place-${place % 3}`) ?? []), line]);
  }

  private move(parcel: Parcel, choices: Choices): void {
    const way = choices.below(8);
    if (parcel.stage === 'lost') return way === 6 ? this.end(parcel, 'returned') : this.giveUp(parcel);
    if (parcel.stage === 'planned' && choices.seldom(6)) return this.expire(parcel);
    if (parcel.stage === 'planned' && way !== 7) {
      parcel.stage = 'collected';
      const { orderId, shipmentId, reservationId, lines } = parcel.request;
      const pickedUp = { orderId, shipmentId, reservationId, lines, direction: 'outbound' as const };
      return this.mail.post(shipmentId, new ShipmentPickedUp(pickedUp));
    }
    if (way === 5) return this.end(parcel, 'lost');
    if (way === 6 || (parcel.stage === 'coming-back' && way < 4)) return this.end(parcel, 'returned');
    this.end(parcel, 'delivered');
  }

  /** The label was never used. */
  private expire(parcel: Parcel): void {
    parcel.stage = 'over';
    const { orderId, shipmentId, reservationId } = parcel.request;
    this.mail.post(shipmentId, new ShipmentVoided({ orderId, shipmentId, reservationId }));
  }

  /** A lost parcel that does not turn up. */
  private giveUp(parcel: Parcel): void {
    parcel.stage = 'over';
  }

  private end(parcel: Parcel, how: 'lost' | 'returned' | 'delivered'): void {
    parcel.stage = how === 'lost' ? 'lost' : 'over';
    const { orderId, shipmentId, placeId, lines } = parcel.request;
    const named = { orderId, shipmentId, lines };
    if (how === 'lost') return this.mail.post(shipmentId, new ShipmentLost(named));
    if (how === 'returned') return this.mail.post(shipmentId, new ShipmentReturned({ ...named, placeId }));
    this.delivered.push(...lines);
    this.mail.post(shipmentId, new ShipmentDelivered({ ...named, placeId, direction: 'outbound' }));
  }

  private void(parcel: Parcel, choices: Choices): void {
    const { orderId, shipmentId } = parcel.request;
    if (parcel.stage === 'planned' && !choices.seldom(4)) return this.expire(parcel);
    this.mail.post(shipmentId, new ShipmentVoidRefused({ orderId, shipmentId, reason: 'already collected' }));
  }

  private intercept(parcel: Parcel, choices: Choices): void {
    const { orderId, shipmentId } = parcel.request;
    if (parcel.stage === 'collected' && !choices.seldom(3)) {
      parcel.stage = 'coming-back';
      return this.mail.post(shipmentId, new ShipmentIntercepted({ orderId, shipmentId }));
    }
    this.mail.post(shipmentId, new InterceptionFailed({ orderId, shipmentId, reason: 'too late' }));
  }
}
