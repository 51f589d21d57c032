import type { RoutePlanned } from '@entrepot/contracts/logistics';
import { defineStream } from '@entrepot/kernel';

/** One question of an order: where from? It is answered once. */
export interface Routing {
  readonly status: 'none' | 'planned';
}

export const RoutingStream = defineStream<Routing, RoutePlanned>({
  kind: 'routing',
  initial: { status: 'none' },
  evolve: () => ({ status: 'planned' }),
});

export function routingKey({ orderId, attempt }: { readonly orderId: string; readonly attempt: number }): string {
  return `${orderId}:${attempt}`;
}
