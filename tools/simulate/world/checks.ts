import { eventId, isPrimary, recordedEvents, streamOf, type CommitRecord } from '@entrepot/eventstore';
import type { StreamType } from '@entrepot/kernel';
import type { HandlerDefinition } from '@entrepot/messaging';
import { resultOf } from '../engine/simulation';
import type { Database } from './database';
import type { World } from './world';

type Projection = Extract<HandlerDefinition, { kind: 'projection' }>;

/** What holds in every world at rest, whatever its services do. */
export function brokenPromises(world: World): string[] {
  const published = publications(world);
  return [...world.databases.values()].flatMap((database) => [
    ...[...database.streams.values()].flatMap((records) => brokenStream(records)),
    ...unpublished(database, published),
  ]);
}

/** Nothing waits that nobody works on. Letters whose code is expected do not count. */
export function leftOver(
  { name, parkedInputs, deadLetters }: Database,
  merchantId: string,
  expected: RegExp,
): string[] {
  const parked = resultOf(parkedInputs.count());
  const letters = resultOf(deadLetters.list(merchantId, { limit: 100 })).items;
  const strange = letters.filter(({ code }) => !expected.test(code));
  return [
    ...(parked > 0 ? [`${name} has ${parked} parked inputs`] : []),
    ...strange.map(({ reaction, code, reason }) => `${name} gave up an input of ${reaction}: ${code}, ${reason}`),
  ];
}

/** Versions without a gap, every cause once, and those of a source in its order. */
function brokenStream(records: readonly CommitRecord[]): string[] {
  const found: string[] = [];
  const highest = new Map<string, number>();
  const keys = new Set<string>();
  records.forEach((record, index) => {
    if (record.version !== index + 1) found.push(`${record._id} does not follow version ${index}`);
    if (!isPrimary(record)) return;
    const { source, position, key } = record.cause;
    if (key !== undefined && position === undefined) {
      if (keys.has(`${source} ${key}`)) found.push(`${record._id} has a cause that counted before: ${source} ${key}`);
      keys.add(`${source} ${key}`);
    }
    if (position === undefined) return;
    const place = position[0] * 1_000 + position[1];
    const last = highest.get(source);
    if (last !== undefined && place <= last) found.push(`${record._id} repeats ${source} ${position.join('#')}`);
    highest.set(source, place);
  });
  return found;
}

/** Where each event was published first, by its id; and what came out of order. */
function publications(world: World): { readonly ids: Set<string>; readonly disorder: string[] } {
  const ids = new Set<string>();
  const disorder: string[] = [];
  for (const { topic, partition, log } of world.broker.everything()) {
    const newest = new Map<string, string>();
    for (const { headers, key } of log) {
      const id = headers?.['ce_id'] as string;
      // What others send is about no stream of ours.
      if (id === undefined || headers?.['ce_subject'] === undefined || ids.has(id)) continue;
      ids.add(id);
      const way = `${headers?.['ce_subject'] as string} ${String(key)}`;
      if ((newest.get(way) ?? '') > id) disorder.push(`${topic}/${partition}: ${id} came after ${newest.get(way)}`);
      newest.set(way, id);
    }
  }
  return { ids, disorder };
}

function unpublished(database: Database, { ids, disorder }: ReturnType<typeof publications>): string[] {
  const missing = database.log.flatMap((record) =>
    record.events.flatMap((_, index) => (ids.has(eventId(record, index)) ? [] : [eventId(record, index)])),
  );
  return [...missing.map((id) => `${id} was never published`), ...disorder.splice(0)];
}

/** Rows that are not those of the newest state of their stream. */
export function staleRows(database: Database, definitions: readonly HandlerDefinition[]): string[] {
  const projections = definitions.filter((each): each is Projection => each.kind === 'projection');
  return projections.flatMap(({ view, of }) => {
    const heads = headsOf(database, of.kind);
    return resultOf(database.view(view).all()).flatMap(({ id, version }) => {
      const head = heads.get(id);
      return head !== undefined && version >= head.told && version <= head.recorded
        ? []
        : [`view ${view} shows ${id} at version ${version}, it is at ${head?.told}`];
    });
  });
}

interface Head {
  /** What was recorded without an event changes no state, and nobody hears of it; who reads the stream sees it all the same. */
  readonly told: number;
  readonly recorded: number;
}

function headsOf({ streams }: Database, kind: string): Map<string, Head> {
  const heads = new Map<string, Head>();
  for (const records of streams.values()) {
    const last = records.findLast(({ events }) => events.length > 0);
    if (last?.kind === kind) heads.set(last.key, { told: last.version, recorded: records.at(-1)!.version });
  }
  return heads;
}

/** The states of all streams of a kind, by key. */
export function statesOf<S>({ streams }: Database, type: StreamType<S>): Map<string, S> {
  const states = new Map<string, S>();
  for (const [id, records] of streams) {
    if (records[0]!.kind !== type.kind || streamOf(records[0]!) !== id) continue;
    let state = type.initial;
    for (const record of records) {
      for (const { event } of recordedEvents(record)) state = type.evolve(state, event, record);
    }
    states.set(records[0]!.key, state);
  }
  return states;
}
