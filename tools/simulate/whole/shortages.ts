import type { StockPosted } from '@entrepot/contracts/inventory';
import type { AnyEvent } from '@entrepot/kernel';
import { StockStream } from '../../../apps/inventory/src/domain/stock';
import { OrderStream } from '../../../apps/orders/src/domain/order';
import type { KnownOrder } from '../../../apps/orders/src/domain/order-state';
import { bySku } from '../../../apps/orders/src/domain/stock-lines';
import type { World } from '../world/world';
import { ordersOf } from './books';

interface Told<E> {
  readonly at: number;
  readonly key: string;
  readonly event: E;
}

/** No order that lost a race is given up for want of pieces that were there all the time. */
export function shortageProblems(world: World): string[] {
  const short = ordersOf(world).filter(
    ({ cancelReason, reservations }) =>
      cancelReason === 'shortage' && reservations.some(({ status }) => status === 'refused'),
  );
  if (short.length === 0) return [];
  const postings = toldOf<StockPosted>(world, 'inventory', StockStream.kind);
  const told = toldOf<AnyEvent & { readonly reason?: string }>(world, 'orders', OrderStream.kind);
  return short.flatMap((order) => {
    const { orderId } = order.placed;
    const own = told.filter(({ key }) => key === orderId);
    const asked = own.findIndex(({ event }) => event.type === 'StockReservationRequested');
    // What a route left out before anything was asked for was lost in no race: it may have come in since that was planned.
    const until = own.slice(asked).find(({ event }) => event.reason === 'shortage')?.at;
    return until !== undefined && wasThere(order, postings, own[asked]!.at, until)
      ? [`${orderId} was given up, and all of it was there`]
      : [];
  });
}

function toldOf<E extends AnyEvent>(world: World, service: string, wanted: string): Told<E>[] {
  const { log, committedAt } = world.databaseOf(service);
  return log.flatMap(({ kind, key, events }, index) =>
    kind === wanted ? events.map((event) => ({ at: committedAt[index]!, key, event: event as E })) : [],
  );
}

function wasThere({ lines }: KnownOrder, postings: readonly Told<StockPosted>[], from: number, until: number): boolean {
  return bySku(lines).every(({ sku, quantity }) => {
    const free = new Map<string, number>();
    const total = () => [...free.values()].reduce((all, pieces) => all + pieces, 0);
    let least = Infinity;
    for (const { at, event } of postings) {
      if (event.sku !== sku || at > until) continue;
      if (at >= from) least = Math.min(least, total());
      free.set(event.placeId, event.onHand - event.reserved);
    }
    return Math.min(least, total()) >= quantity;
  });
}
