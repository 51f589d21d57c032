import { StockReleased, StockReservationRefused, StockReserved } from '@entrepot/contracts/inventory';
import type { OrderEvent } from '../../src/domain/order-event';
import type {
  StockFulfilmentRequested,
  StockReleaseRequested,
  StockReservationRequested,
} from '@entrepot/contracts/orders';
import type { StockLine } from '@entrepot/contracts/shared';
import type { AnyEvent } from '@entrepot/kernel';
import { inBoth, pieces, without } from '../../src/domain/stock-lines';
import type { Choices } from './choices';
import { Inbox, type Mail, type Neighbour } from './neighbour';

/** Places that set stock aside, or have sold it a moment ago. */
export class InventoryModel implements Neighbour {
  /** What is set aside, by reservation. */
  readonly held = new Map<string, readonly StockLine[]>();
  /** What has left, by reservation. */
  readonly shipped: StockLine[] = [];
  readonly restocked: StockLine[] = [];
  private readonly inbox = new Inbox();

  constructor(private readonly mail: Mail) {}

  take(request: AnyEvent): void {
    const event = request as OrderEvent;
    switch (event.type) {
      case 'StockReservationRequested':
      case 'StockReleaseRequested':
      case 'StockFulfilmentRequested':
        return this.inbox.put(event.placeId, event);
      case 'StockRestockRequested':
        this.restocked.push(...event.lines);
        return;
      default:
        return;
    }
  }

  get isBusy(): boolean {
    return this.inbox.waiting.length > 0;
  }

  act(choices: Choices): void {
    const event = this.inbox.take(choices) as OrderEvent | undefined;
    if (event?.type === 'StockReservationRequested') this.reserve(event, choices);
    if (event?.type === 'StockReleaseRequested') this.release(event);
    if (event?.type === 'StockFulfilmentRequested') this.fulfil(event);
  }

  private reserve({ orderId, reservationId, placeId, lines, expiresAt }: StockReservationRequested, choices: Choices) {
    const named = { orderId, reservationId, placeId };
    const [first] = lines;
    if (choices.seldom(4) && first !== undefined) {
      const shortages = [{ sku: first.sku, wanted: first.quantity, available: first.quantity - 1 }];
      return this.mail.post(reservationId, new StockReservationRefused({ ...named, shortages }));
    }
    this.held.set(reservationId, lines);
    this.mail.post(reservationId, new StockReserved({ ...named, lines, expiresAt }));
  }

  private release({ orderId, reservationId, placeId, lines }: StockReleaseRequested): void {
    const held = this.held.get(reservationId) ?? [];
    const released = lines === undefined ? [...held] : inBoth(held, lines);
    if (released.length === 0) return;
    const remaining = without(held, released);
    this.held.set(reservationId, remaining);
    this.mail.post(reservationId, new StockReleased({ orderId, reservationId, placeId, lines: released, remaining }));
  }

  private fulfil({ reservationId, lines }: StockFulfilmentRequested): void {
    const held = this.held.get(reservationId) ?? [];
    if (pieces(inBoth(held, lines)) !== pieces(lines)) throw new Error('goods left that were not set aside');
    this.held.set(reservationId, without(held, lines));
    this.shipped.push(...lines);
  }
}
