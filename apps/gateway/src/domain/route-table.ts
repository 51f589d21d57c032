/** What stands behind one address: a service, what it is for, and the first parts of the paths that it answers. */
export interface Neighbour {
  readonly does: string;
  /** `{x}` is any one part. */
  readonly paths: readonly string[];
}

/**
 * The one table of who answers what. Routing, the merged OpenAPI document, the landing page and the health of the whole are
 * made of it; a test holds it against the routes of all services.
 */
export const NEIGHBOURS = {
  catalog: { does: 'products, variants, prices', paths: ['/v1/products', '/v1/skus', '/v1/imports'] },
  inventory: {
    does: 'stock per SKU and place, reservations',
    paths: [
      '/v1/places',
      '/v1/stock',
      '/v1/stock-drift',
      '/v1/stock-totals',
      '/v1/receipts',
      '/v1/adjustments',
      '/v1/counts',
      '/v1/reservations',
    ],
  },
  orders: {
    does: 'the order and its saga',
    paths: ['/v1/orders', '/v1/erasures', '/v1/order-totals', '/v1/intake-rejections'],
  },
  payments: {
    does: 'authorisations, captures, refunds, the money ledger',
    paths: ['/v1/payments', '/v1/ledger', '/v1/webhooks/psp'],
  },
  logistics: {
    does: 'routing, shipments, tracking',
    paths: ['/v1/shipments', '/v1/orders/{orderId}/routes', '/v1/webhooks/carriers'],
  },
  returns: { does: 'return requests, inspection, disposition', paths: ['/v1/returns'] },
  access: {
    does: 'merchants, clients and their keys, policies',
    paths: ['/v1/merchants', '/v1/clients', '/v1/policies', '/v1/webhook-secrets'],
  },
  sandbox: { does: 'stand-in carrier and payment provider, for trying out', paths: ['/sandbox'] },
} as const satisfies Record<string, Neighbour>;

export type NeighbourName = keyof typeof NEIGHBOURS;

export const NEIGHBOUR_NAMES = Object.keys(NEIGHBOURS) as NeighbourName[];

export function isNeighbour(name: string): name is NeighbourName {
  return Object.hasOwn(NEIGHBOURS, name);
}
