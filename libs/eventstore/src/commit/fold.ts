import { createHash } from 'node:crypto';
import type { RecordedAt, StreamType } from '@entrepot/kernel';
import { isPrimary, type CommitRecord } from '../records';
import { CauseMemory } from './cause-memory';

/** A stream up to a version. Immutable. */
export interface Folded<S = unknown> {
  readonly version: number;
  readonly state: S;
  readonly memory: CauseMemory;
}

/** A stream that nothing was recorded in. */
export function unborn<S>(type: StreamType<S>): Folded<S> {
  return { version: 0, state: type.initial, memory: CauseMemory.EMPTY };
}

/** The stream after these records, which must follow without a gap. Throws what `evolve` throws. */
export function fold<S>(type: StreamType<S>, from: Folded<S>, records: readonly CommitRecord[]): Folded<S> {
  let { state, version } = from;
  for (const record of records) {
    if (record.version !== version + 1) throw new Error(`${record._id} does not follow version ${version}`);
    state = evolveAll(type, state, record);
    version = record.version;
  }
  // Only a stream's own decisions are inputs to it: what another decision wrote here says nothing about later inputs
  // from the same source. Long streams would grow without end; the short stream beside them remembers.
  const memory = type.long ? from.memory : from.memory.after(records.filter(isPrimary));
  return { version, state, memory };
}

function evolveAll<S>(type: StreamType<S>, state: S, record: CommitRecord): S {
  const at: RecordedAt = {
    merchantId: record.merchantId,
    key: record.key,
    version: record.version,
    at: record.at,
  };
  return record.events.reduce((current, event) => type.evolve(current, event, at), state);
}

/**
 * Names the code of a fold, so that a snapshot made by other code is not used. It sees the text of `evolve` itself; name
 * the release as `revision` to cover what `evolve` calls.
 */
export function foldName(type: StreamType<unknown>, revision: string): string {
  const text = JSON.stringify([revision, type.evolve.toString(), type.initial]);
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
