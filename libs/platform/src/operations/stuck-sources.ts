import { encodeCursor, type Backbone, type DeadLetter, type ParkedInput, type Task } from '@entrepot/eventstore';
import { EFFECT_TASK, timerKind } from '@entrepot/messaging';
import { DatabaseTime } from '../backbone/database-time';
import type { Expectation, StandingStill } from './standing-still';
import type { StuckKind, StuckShown } from './stuck.answers';

type Found = Omit<StuckShown, 'ageSeconds'>;

export interface StuckQuery {
  readonly limit: number;
  /** Go on behind this age and id. */
  readonly after?: { readonly since: string; readonly id: string };
  readonly olderThan?: string;
  readonly handler?: string;
}

/** Things of one kind and state that do not move on. */
export interface StuckSource {
  readonly kind: StuckKind;
  readonly state: string;
  /** Things of equal age are sorted by this, then by id. */
  readonly name: string;
  /** Whether these things have a handler to be asked for. */
  readonly hasHandler: boolean;
  /** The longest standing first. */
  find(merchantId: string, query: StuckQuery): Promise<readonly Found[]>;
}

/** A task that is this late waits for something else than its turn. */
const LATE = 'PT1M';

/** What every service has that can be stuck, and its streams that should not stand still. */
export function stuckSources(backbone: Backbone, streams: readonly StandingStill[]): StuckSource[] {
  const time = new DatabaseTime(backbone);
  const standing = streams.flatMap((kind) =>
    Object.entries(kind.expected).map(([state, expectation]) => streamSource(backbone, kind, state, expectation)),
  );
  return [...standing, ...[parkedSource, letterSource, taskSource].map((source) => source(backbone, time))];
}

function parkedSource({ parkedInputs }: Backbone, time: DatabaseTime): StuckSource {
  return {
    ...{ kind: 'parked', state: 'waiting', name: 'parked', hasHandler: true },
    find: async (merchantId, query) =>
      (await parkedInputs.list(merchantId, heldQuery(query, time))).items.map(parkedStuck),
  };
}

function parkedStuck({ id, reaction, source, reason, attempts, parkedAt, retryAt }: ParkedInput): Found {
  const retry = `/v1/operations/parked/${encodeURIComponent(id)}/redrive`;
  const what = { kind: 'parked', id, state: 'waiting', since: parkedAt } as const;
  return { ...what, handler: reaction, source, reason, attempts, retryAt, retry };
}

function letterSource({ deadLetters }: Backbone, time: DatabaseTime): StuckSource {
  return {
    ...{ kind: 'dead-letter', state: 'given-up', name: 'dead-letter', hasHandler: true },
    find: async (merchantId, query) =>
      (await deadLetters.list(merchantId, heldQuery(query, time))).items.map(letterStuck),
  };
}

function letterStuck({ id, reaction, source, code, reason, attempts, at }: DeadLetter): Found {
  const retry = `/v1/operations/dead-letters/${encodeURIComponent(id)}/redrive`;
  const what = { kind: 'dead-letter', id, state: 'given-up', since: at } as const;
  return { ...what, handler: reaction, source, code, reason, attempts, retry };
}

function taskSource({ tasks }: Backbone, time: DatabaseTime): StuckSource {
  return {
    ...{ kind: 'task', state: 'overdue', name: 'task', hasHandler: true },
    find: async (merchantId, query) => {
      const { handler, olderThan = LATE } = query;
      const kinds = handler === undefined ? {} : { kinds: [`${EFFECT_TASK}${handler}`, timerKind(handler)] };
      const { items } = await tasks.list(merchantId, { ...pageOf(query), ...kinds, before: time.ago(olderThan) });
      return items.map(taskStuck);
    },
  };
}

function taskStuck({ id, kind, since, dueAt, attempts, lastError }: Task): Found {
  const handler = kind.slice(kind.indexOf(':') + 1);
  const retry = `/v1/operations/tasks/${encodeURIComponent(id)}/run`;
  const what = { kind: 'task', id, state: 'overdue', since, handler } as const;
  return { ...what, ...(lastError !== undefined && { reason: lastError }), attempts, retryAt: dueAt, retry };
}

function streamSource(backbone: Backbone, kind: StandingStill, state: string, expected: Expectation): StuckSource {
  const { within, waitsFor, retry } = expected;
  const time = new DatabaseTime(backbone);
  return {
    ...{ kind: 'stream', state, name: `stream ${kind.kind} ${state}`, hasHandler: false },
    async find(merchantId, { limit, after, olderThan = within }) {
      const where = { [kind.state]: state, [kind.since]: { lt: time.ago(olderThan) } };
      const sort = { [kind.since]: 1, [kind.key]: 1 } as const;
      const cursor = after === undefined ? {} : { cursor: encodeCursor([after.since, after.id, '\uffff']) };
      const { items } = await backbone.view<object>(kind.view).find(merchantId, { where, sort, limit, ...cursor });
      return items.map((row) => {
        const { [kind.key]: id, [kind.since]: since } = row as unknown as Record<string, string>;
        const what = { kind: 'stream', stream: kind.kind, id: id!, state, since: since! } as const;
        return { ...what, waitsFor, ...(retry !== undefined && { retry: retry.replace('{key}', id!) }) };
      });
    },
  };
}

function heldQuery({ handler, olderThan, ...page }: StuckQuery, time: DatabaseTime) {
  return {
    ...pageOf(page),
    ...(handler !== undefined && { handler }),
    ...(olderThan !== undefined && { before: time.ago(olderThan) }),
  };
}

function pageOf({ limit, after }: StuckQuery) {
  return { limit, ...(after !== undefined && { cursor: encodeCursor([after.since, after.id]) }) };
}
