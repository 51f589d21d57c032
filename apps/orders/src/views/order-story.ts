import { Injectable } from '@nestjs/common';
import type { StoryEntry } from '@entrepot/contracts/orders';
import { causeText, Streams, ViewTable, type RecordedEvent } from '@entrepot/eventstore';
import { DomainError } from '@entrepot/kernel';
import { InjectView } from '@entrepot/platform';
import { OrderStream } from '../domain/order';
import { OrderPrivacy } from '../order-privacy';
import { ORDER_TELLINGS } from './story-of-orders';
import { inOrder } from './story-order';
import type { StoryPart } from './story.view';
import { withCurrency } from './telling';

const ROWS_A_PAGE = 1_000;
const RECORDS_A_PAGE = 1_000;
const SAYS = new Map(ORDER_TELLINGS.map(({ event, says }) => [event.name, says]));

type Entry = StoryEntry & { readonly index: number };

/** Everything that happened to an order, in all services, in order. The order's own part is as new as its stream. */
@Injectable()
export class OrderStory {
  constructor(
    private readonly streams: Streams,
    private readonly privacy: OrderPrivacy,
    @InjectView('story') private readonly told: ViewTable<StoryPart>,
  ) {}

  async of(merchantId: string, orderId: string): Promise<readonly StoryEntry[]> {
    const { state, version } = await this.streams.read(OrderStream, merchantId, orderId);
    if (state.status === 'none') throw new DomainError('order.not-found', { orderId });
    const own = await this.own(merchantId, orderId, version);
    const told = await Promise.all(own.map((recorded) => this.ownEntry(recorded, orderId)));
    const entries = [...told, ...(await this.others(merchantId, orderId))];
    const { currency } = state.placed;
    return inOrder(entries).map(({ index: _index, summary, ...entry }) => ({
      ...entry,
      summary: withCurrency(summary, currency).slice(0, 500),
    }));
  }

  /** What the order recorded up to that version. */
  private async own(merchantId: string, orderId: string, version: number): Promise<RecordedEvent[]> {
    const all: RecordedEvent[] = [];
    for (let after = 0; after < version; after += RECORDS_A_PAGE) {
      const page = { after, limit: RECORDS_A_PAGE };
      for (const recorded of await this.streams.history(OrderStream, merchantId, orderId, page)) all.push(recorded);
    }
    return all;
  }

  /** What people typed is told to who may see the order. */
  private async ownEntry(recorded: RecordedEvent, orderId: string): Promise<Entry> {
    const { id, stream, version, index, at, cause, event } = recorded;
    const summary = SAYS.get(event.type)?.(await this.privacy.openedTyped(event)) ?? event.type;
    const where = { id, stream, version, index, at, cause: causeText(cause) };
    return { orderId, service: 'orders', event: event.type, summary, ...where };
  }

  private async others(merchantId: string, orderId: string): Promise<Entry[]> {
    const found = new Map<string, Entry>();
    let cursor: string | undefined;
    do {
      const page = await this.told.find(merchantId, {
        where: { orderId },
        limit: ROWS_A_PAGE,
        ...(cursor && { cursor }),
      });
      for (const { eventId: id, streamVersion, ...row } of page.items.flatMap(({ rows }) => rows)) {
        found.set(id, { ...row, id, version: streamVersion });
      }
      cursor = page.next;
    } while (cursor !== undefined);
    return [...found.values()];
  }
}
