import type { JsonSchema } from '../validation/json-schema';
import { eventReadersOf, readersOf, travelsInEvents } from './readers-of';
import type { SchemaDocument } from './schema-documents';
import { widenedFields } from './widened-fields';

/** A promise that would be broken, and to whom it was made. */
export interface BrokenPromise {
  readonly contract: string;
  /** Path of the field; empty for the contract itself. */
  readonly field: string;
  readonly what: string;
  readonly readers: readonly string[];
  /** More may come than before: a promise to readers of the release before, who check what comes by the rules of then. */
  readonly isWider?: boolean;
}

type Documents = ReadonlyMap<string, SchemaDocument>;
type Found = readonly [field: string, what: string];

/**
 * What the next contracts take away from the committed ones. Inside a major version only additions are allowed: no
 * contract or field removed or narrowed, nothing newly required, nothing that events always carried made optional, nothing in
 * them sealed that was plain or plain that was sealed, and no value in them that the rules of before would refuse.
 */
export function brokenPromises(committed: Documents, next: Documents): readonly BrokenPromise[] {
  return [...committed].flatMap(([contract, old]) => {
    const now = next.get(contract);
    const inEvents = travelsInEvents(contract, committed);
    const found: readonly Found[] = now === undefined ? [['', 'is removed']] : compareContracts(old, now, inEvents);
    const wider: readonly Found[] = now === undefined || !inEvents ? [] : widenedFields(old, now);
    const told =
      (readers: readonly string[]) =>
      ([field, what]: Found) => ({ contract, field, what, readers });
    return [
      ...found.map(told(readersOf(contract, committed))),
      ...wider.map(told(eventReadersOf(contract, committed))).map((promise) => ({ ...promise, isWider: true })),
    ];
  });
}

function compareContracts(old: SchemaDocument, now: SchemaDocument, inEvents: boolean): readonly Found[] {
  const found: Found[] = [];
  for (const promise of ['x-topic', 'x-keyed-by'] as const) {
    if (old[promise] !== now[promise]) {
      found.push(['', `${promise.slice(2)} changes from ${String(old[promise])} to ${String(now[promise])}`]);
    }
  }
  return [...found, ...compareObjects(old, now), ...(inEvents ? compareCarried(old, now) : [])];
}

function compareObjects(old: JsonSchema, now: JsonSchema): readonly Found[] {
  const kept = Object.entries(old.properties ?? {}).flatMap(([field, schema]) => {
    const next = now.properties?.[field];
    return next === undefined ? [[field, 'is removed'] as const] : compareFields(field, schema, next);
  });
  return [...kept, ...missingIn(old.required, now.required).map((field) => [field, 'is newly required'] as const)];
}

/** What only those notice who read what was recorded: a request may do without a field, and is always plain. */
function compareCarried(old: JsonSchema, now: JsonSchema): readonly Found[] {
  const stays = (field: string) => now.properties?.[field] !== undefined;
  const dropped = missingIn(now.required, old.required).filter(stays);
  const isSealed = (schema: JsonSchema, field: string) => schema.properties?.[field]?.['x-personal'] === true;
  const other = Object.keys(old.properties ?? {})
    .filter(stays)
    .filter((field) => isSealed(old, field) !== isSealed(now, field));
  return [
    ...dropped.map((field) => [field, 'is no longer always given'] as const),
    ...other.map((field) => [field, isSealed(now, field) ? 'is sealed from now on' : 'is no longer sealed'] as const),
  ];
}

function missingIn(some: readonly string[] = [], all: readonly string[] = []): readonly string[] {
  return all.filter((field) => !some.includes(field));
}

function compareFields(field: string, old: JsonSchema, now: JsonSchema): readonly Found[] {
  const changed = [...changedWords(old, now), ...raised(old, now), ...lowered(old, now), ...removedWords(old, now)];
  const items = old.items && now.items ? compareFields(`${field}[]`, old.items, now.items) : [];
  return [...changed.map((what) => [field, what] as const), ...items];
}

function changedWords(old: JsonSchema, now: JsonSchema): readonly string[] {
  return ['type', '$ref', 'const', 'pattern', 'format'].flatMap((keyword) => {
    const [before, after] = [old[keyword], now[keyword]];
    const loosened = after === undefined && keyword !== 'type' && keyword !== '$ref';
    if (before === after || loosened) return [];
    return [`${keyword} changes from ${String(before ?? 'none')} to ${String(after ?? 'none')}`];
  });
}

function raised(old: JsonSchema, now: JsonSchema): readonly string[] {
  return ['minimum', 'minLength', 'minItems'].flatMap((keyword) => {
    const [before, after] = [Number(old[keyword] ?? -Infinity), Number(now[keyword] ?? -Infinity)];
    return after > before ? [`${keyword} is raised from ${String(old[keyword] ?? 'none')} to ${after}`] : [];
  });
}

function lowered(old: JsonSchema, now: JsonSchema): readonly string[] {
  return ['maximum', 'maxLength', 'maxItems'].flatMap((keyword) => {
    const [before, after] = [Number(old[keyword] ?? Infinity), Number(now[keyword] ?? Infinity)];
    return after < before ? [`${keyword} is lowered from ${String(old[keyword] ?? 'none')} to ${after}`] : [];
  });
}

function removedWords(old: JsonSchema, now: JsonSchema): readonly string[] {
  if (now.enum === undefined) return [];
  if (old.enum === undefined) return ['only some words are allowed now'];
  const gone = old.enum.filter((word) => !now.enum?.includes(word));
  return gone.length > 0 ? [`no longer allows ${gone.join(', ')}`] : [];
}

/** A broken promise as a sentence for the person who is about to break it. */
export function explain({ contract, field, what, readers }: BrokenPromise): string {
  const at = field === '' ? contract : `${contract}.${field}`;
  return `${at} ${what}; read by ${readers.join(', ') || 'nobody named'}`;
}

const REMEDIES = {
  taken:
    'What is taken away: add a field or a new major version instead; accept it only where nobody has stored or sent yet what it breaks.',
  wider:
    'What may be sent from now on: readers first. Accept it in a release that only reads it, roll that out to all services that are named, and send it from the ' +
    'next release on: processes of the release before check by the old rules and put such messages among their dead letters.',
};

/** What to do about broken promises, one sentence for each kind of them. */
export function remediesOf(broken: readonly BrokenPromise[]): readonly string[] {
  const isWider = ({ isWider: wider = false }: BrokenPromise) => wider;
  return [...(broken.every(isWider) ? [] : [REMEDIES.taken]), ...(broken.some(isWider) ? [REMEDIES.wider] : [])];
}
