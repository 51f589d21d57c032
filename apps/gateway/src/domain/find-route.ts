import { isNeighbour, NEIGHBOUR_NAMES, NEIGHBOURS, type NeighbourName } from './route-table';

export interface Route {
  readonly to: NeighbourName;
  /** The entry of the table, for metrics: it names no ids. */
  readonly pattern: string;
  /** The path at the service, as it was encoded by the caller. */
  readonly path: string;
}

interface Entry {
  readonly to: NeighbourName;
  readonly pattern: string;
  readonly parts: readonly string[];
}

/** The longest first, so that the first that fits is the one that says most. */
const ENTRIES: readonly Entry[] = NEIGHBOUR_NAMES.flatMap((to) =>
  NEIGHBOURS[to].paths.map((pattern) => ({ to, pattern, parts: partsOf(pattern) })),
).sort((a, b) => b.parts.length - a.parts.length);

/** Pages of a service that are for people and generators; its metrics stay inside. */
const PAGES = ['docs', 'openapi.json', 'openapi.yaml', 'health'];

/**
 * Who answers a path (without its query): undefined when nobody does, and for paths that could be read in two ways: dots
 * as a part (also encoded), empty parts, backslashes.
 */
export function findRoute(path: string): Route | undefined {
  const parts = partsOf(path);
  if (!path.startsWith('/') || parts.some(isAmbiguous)) return undefined;
  return operations(parts) ?? page(parts) ?? byTable(path, parts);
}

function byTable(path: string, parts: readonly string[]): Route | undefined {
  const found = ENTRIES.find((entry) => entry.parts.every((part, at) => fits(part, parts[at])));
  return found && { to: found.to, pattern: found.pattern, path };
}

/** `/v1/operations/<service>/...` is `/v1/operations/...` of that service. */
function operations([version, area, service, ...rest]: readonly string[]): Route | undefined {
  if (version !== 'v1' || area !== 'operations' || !isService(service)) return undefined;
  const path = `/v1/operations/${rest.join('/')}`;
  return { to: service, pattern: `/v1/operations/${service}`, path };
}

/** `/services/<service>/docs` and the like. */
function page([area, service, ...rest]: readonly string[]): Route | undefined {
  if (area !== 'services' || !isService(service) || !PAGES.includes(rest[0] ?? '')) return undefined;
  return { to: service, pattern: `/services/${service}/${rest[0]}`, path: `/${rest.join('/')}` };
}

function isService(name: string | undefined): name is NeighbourName {
  return name !== undefined && isNeighbour(name);
}

function partsOf(path: string): string[] {
  return path.replace(/^\//, '').replace(/\/$/, '').split('/');
}

function fits(wanted: string, part: string | undefined): boolean {
  return part !== undefined && (wanted.startsWith('{') || wanted === part);
}

function isAmbiguous(part: string): boolean {
  return part === '' || part.includes('\\') || /^(\.|%2e){1,2}$/i.test(part);
}
