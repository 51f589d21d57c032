import { Injectable } from '@nestjs/common';
import type { RouteAnswer, RoutePlanned } from '@entrepot/contracts/logistics';
import { Store, streamId, type CommitRecord, type Page, type PageRequest } from '@entrepot/eventstore';
import { DomainError } from '@entrepot/kernel';
import { routingKey, RoutingStream } from '../domain/routing';

const RECORDS_A_PAGE = 500;

/** What routing answered to an order. Read from the streams themselves, which costs an order nothing until somebody asks. */
@Injectable()
export class RouteHistory {
  constructor(private readonly store: Store) {}

  async of(merchantId: string, orderId: string, { cursor, limit }: PageRequest): Promise<Page<RouteAnswer>> {
    const before = cursor === undefined ? Infinity : attemptOf(cursor);
    const routes = (await this.read(merchantId, orderId))
      .sort((a, b) => b.attempt - a.attempt)
      .filter(({ attempt }) => attempt < before);
    const items = routes.slice(0, limit);
    const last = items.at(-1);
    return routes.length > items.length && last ? { items, next: String(last.attempt) } : { items };
  }

  private async read(merchantId: string, orderId: string): Promise<RouteAnswer[]> {
    // The streams of an order's attempts differ only in the digits at the end of their ids.
    const prefix = streamId(merchantId, RoutingStream.kind, routingKey({ orderId, attempt: 1 })).slice(0, -1);
    const routes: RouteAnswer[] = [];
    let after = prefix;
    for (;;) {
      const records = await this.store.scan(after, RECORDS_A_PAGE);
      const own = records.filter(({ _id }) => _id.startsWith(prefix));
      routes.push(...own.flatMap(answersIn).filter((route) => route.orderId === orderId));
      const last = own.at(-1);
      if (last === undefined || own.length < RECORDS_A_PAGE) return routes;
      after = last._id;
    }
  }
}

function attemptOf(cursor: string): number {
  if (!/^[1-9]\d{0,9}$/.test(cursor)) throw new DomainError('page.cursor-invalid');
  return Number(cursor);
}

function answersIn({ events, at }: CommitRecord): RouteAnswer[] {
  return events.map((event) => {
    const { type: _, ...route } = event as RoutePlanned;
    return { ...route, plannedAt: at };
  });
}
