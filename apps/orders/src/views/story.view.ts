import { Lists, type Bundle, type EventMeta } from '@entrepot/messaging';
import type { AnyEvent } from '@entrepot/kernel';
import { INVENTORY_TELLINGS, LOGISTICS_TELLINGS, RETURNS_TELLINGS } from './story-of-goods';
import { PAYMENTS_TELLINGS } from './story-of-money';
import { BULK_TELLINGS, SKU_TELLINGS } from './story-of-orders';
import type { Telling } from './telling';

/** What the other services told about an order, and the streams of SKUs and of actions on many orders. The order's own stream tells the rest itself. */
const TOLD: readonly Telling[] = [
  ...SKU_TELLINGS,
  ...BULK_TELLINGS,
  ...INVENTORY_TELLINGS,
  ...LOGISTICS_TELLINGS,
  ...PAYMENTS_TELLINGS,
  ...RETURNS_TELLINGS,
];

const SAYS = new Map(TOLD.map(({ event, says }) => [event.name, says]));

export interface StoryRow {
  readonly orderId: string;
  readonly eventId: string;
  readonly at: string;
  readonly service: string;
  readonly event: string;
  /** Amounts still without their currency. */
  readonly summary: string;
  readonly cause?: string;
  readonly stream: string;
  readonly streamVersion: number;
  readonly index: number;
}

/** What the view keeps. */
export type StoryPart = Bundle<StoryRow, 'orderId'>;

@Lists({ events: TOLD.map(({ event }) => event), view: 'story', together: 'orderId', indexes: [{ orderId: 1 }] })
export class StoryView {
  rows(event: AnyEvent, meta: EventMeta): readonly StoryRow[] {
    const { orderId } = event as AnyEvent & { readonly orderId?: string };
    if (orderId === undefined) return [];
    const { id: eventId, at, service, stream, version, index, cause } = meta;
    const summary = SAYS.get(event.type)?.(event) ?? event.type;
    const where = { stream, streamVersion: version, index, ...(cause !== undefined && { cause }) };
    return [{ orderId, eventId, at, service, event: event.type, summary, ...where }];
  }
}
