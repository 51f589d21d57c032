/** The services of the backbone and the port each has behind the base port (the base itself tells `npm run status` how the processes are). */
export const SERVICES = {
  catalog: { offset: 1, does: 'products, variants, prices' },
  inventory: { offset: 2, does: 'stock per SKU and place, reservations' },
  orders: { offset: 3, does: 'the order and its saga' },
  payments: { offset: 4, does: 'authorisations, captures, refunds, the money ledger' },
  logistics: { offset: 5, does: 'routing, shipments, tracking' },
  returns: { offset: 6, does: 'return requests, inspection, disposition' },
  access: { offset: 8, does: 'merchants, clients and their keys, policies' },
  sandbox: { offset: 7, does: 'stand-in carrier and payment provider, with fault dials' },
  gateway: { offset: 9, does: 'one address for all of them' },
} as const;

export type ServiceName = keyof typeof SERVICES;

/**
 * Those at whose doors somebody holds the line for an order. Where all share one machine they go first, so that no backlog behind
 * them keeps a caller waiting.
 */
export const AT_THE_DOOR: ReadonlySet<ServiceName> = new Set<ServiceName>(['gateway', 'access', 'orders']);

export const SERVICE_NAMES = Object.keys(SERVICES) as ServiceName[];

export function isServiceName(name: string): name is ServiceName {
  return name in SERVICES;
}

/** The ports of a whole system. Second and further processes of a service take free ones. */
export interface SystemPorts {
  readonly landing: number;
  readonly services: Readonly<Record<ServiceName, number>>;
  readonly kafka: number;
  readonly kafkaController: number;
  readonly mongod: number;
}

/** Everything at fixed distances from one base port, so that a person can remember them. */
export function portsFrom(base: number): SystemPorts {
  const services = Object.fromEntries(SERVICE_NAMES.map((name) => [name, base + SERVICES[name].offset]));
  return {
    landing: base,
    services: services as Record<ServiceName, number>,
    kafka: base + 20,
    kafkaController: base + 21,
    mongod: base + 22,
  };
}
