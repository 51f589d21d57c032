import { findRoute } from './find-route';
import { NEIGHBOURS, type NeighbourName } from './route-table';

type Json = Readonly<Record<string, unknown>>;

/** As much of an OpenAPI document as merging looks at. */
export interface ApiDocument {
  readonly paths: Readonly<Record<string, Json>>;
  readonly components?: Readonly<Record<string, Json>>;
}

export interface DocumentPart {
  readonly service: NeighbourName;
  readonly document: ApiDocument;
}

export interface Merged {
  readonly paths: Record<string, Json>;
  readonly components: Record<string, Record<string, unknown>>;
  readonly tags: readonly { readonly name: string; readonly description: string }[];
}

/**
 * The documents of several services as one: paths as they are at the gateway (what it does not route is left out), one tag per service
 * and one for its operations, operation ids with the service in front. Components that are equal everywhere are shared;
 * those that differ, or hold one that does, get the service in front of their name.
 */
export function mergeDocuments(parts: readonly DocumentPart[]): Merged {
  const differing = differingComponents(parts);
  const merged: Merged = { paths: {}, components: {}, tags: parts.flatMap(tagsOf) };
  for (const part of parts) {
    const rename = (pointer: string) => (differing.has(pointer) ? prefixed(pointer, part.service) : pointer);
    addPaths(merged, part, rename);
    addComponents(merged, part, rename);
  }
  return merged;
}

type Rename = (pointer: string) => string;

const PREFIX = '#/components/';
const OPERATIONS = /^\/v1\/operations\//;

function tagsOf({ service, document }: DocumentPart): { name: string; description: string }[] {
  const tag = { name: service, description: NEIGHBOURS[service].does };
  const hasOperations = Object.keys(document.paths).some((path) => OPERATIONS.test(path));
  const operations = { name: operationsTag(service), description: `what waits and what happened inside ${service}` };
  return hasOperations ? [tag, operations] : [tag];
}

const operationsTag = (service: NeighbourName): string => `${service} operations`;

function addPaths({ paths }: Merged, { service, document }: DocumentPart, rename: Rename): void {
  for (const [path, item] of Object.entries(document.paths)) {
    const isOperation = OPERATIONS.test(path);
    const outside = path.replace(OPERATIONS, `/v1/operations/${service}/`);
    if (findRoute(outside)?.to !== service) continue;
    const tag = isOperation ? operationsTag(service) : service;
    const operations = Object.entries(renamed(item, rename) as Json);
    paths[outside] = Object.fromEntries(operations.map(([method, value]) => [method, told(value, service, tag)]));
  }
}

function told(operation: unknown, service: NeighbourName, tag: string): unknown {
  if (typeof operation !== 'object' || operation === null || Array.isArray(operation)) return operation;
  const { operationId } = operation as { operationId?: string };
  return { ...operation, tags: [tag], ...(operationId && { operationId: `${service}.${operationId}` }) };
}

function addComponents({ components }: Merged, { document }: DocumentPart, rename: Rename): void {
  for (const [pointer, value] of componentsOf(document)) {
    const [kind = '', name = ''] = rename(pointer).slice(PREFIX.length).split('/');
    (components[kind] ??= {})[name] = renamed(value, rename);
  }
}

/** Every component by its pointer: `#/components/schemas/OrderAnswer`. */
function componentsOf({ components = {} }: ApiDocument): [pointer: string, value: unknown][] {
  return Object.entries(components).flatMap(([kind, named]) =>
    Object.entries(named).map(([name, value]): [string, unknown] => [`${PREFIX}${kind}/${name}`, value]),
  );
}

function prefixed(pointer: string, service: NeighbourName): string {
  const at = pointer.lastIndexOf('/') + 1;
  return `${pointer.slice(0, at)}${service}.${pointer.slice(at)}`;
}

/** Pointers of components that mean different things in different services. */
function differingComponents(parts: readonly DocumentPart[]): ReadonlySet<string> {
  const versions = new Map<string, Set<string>>();
  for (const { document } of parts) {
    for (const [pointer, value] of componentsOf(document)) {
      versions.set(pointer, (versions.get(pointer) ?? new Set()).add(JSON.stringify(value)));
    }
  }
  const differing = new Set([...versions].filter(([, texts]) => texts.size > 1).map(([pointer]) => pointer));
  const holdsOne = ([pointer, texts]: [string, Set<string>]) =>
    !differing.has(pointer) && [...texts].some((text) => [...differing].some((inner) => text.includes(`"${inner}"`)));
  for (let more = [...versions].filter(holdsOne); more.length > 0; more = [...versions].filter(holdsOne)) {
    for (const [pointer] of more) differing.add(pointer);
  }
  return differing;
}

/** The same value with every `$ref` renamed. */
function renamed(value: unknown, rename: Rename): unknown {
  if (Array.isArray(value)) return value.map((entry) => renamed(entry, rename));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [
    key,
    key === '$ref' && typeof inner === 'string' ? rename(inner) : renamed(inner, rename),
  ]);
  return Object.fromEntries(entries) as Json;
}
