import type { JsonSchema } from '../validation/json-schema';

type Found = readonly [field: string, what: string];

/** Limits by which side of them a value may be. */
const LIMITS = [
  ['minimum', 'minLength', 'minItems'],
  ['maximum', 'maxLength', 'maxItems'],
] as const;

/**
 * What a field may hold that it might not before, so that who still checks by the rules of before refuses it. A sealed text is
 * checked by no rule of the field.
 */
export function widenedFields(old: JsonSchema, now: JsonSchema): readonly Found[] {
  return Object.entries(old.properties ?? {}).flatMap(([field, schema]) => {
    const next = now.properties?.[field];
    return next === undefined || next['x-personal'] === true ? [] : widened(field, schema, next);
  });
}

function widened(field: string, old: JsonSchema, now: JsonSchema): readonly Found[] {
  const items = old.items && now.items ? widened(`${field}[]`, old.items, now.items) : [];
  return [...newWords(old, now), ...freed(old, now), ...moved(old, now)]
    .map((what): Found => [field, what])
    .concat(items);
}

function newWords(old: JsonSchema, now: JsonSchema): readonly string[] {
  if (old.enum === undefined) return [];
  if (now.enum === undefined) return ['allows any word from now on'];
  const added = now.enum.filter((word) => !old.enum?.includes(word));
  return added.length > 0 ? [`allows ${added.join(', ')} from now on`] : [];
}

function freed(old: JsonSchema, now: JsonSchema): readonly string[] {
  return ['const', 'pattern', 'format']
    .filter((keyword) => old[keyword] !== undefined && now[keyword] === undefined)
    .map((keyword) => `${keyword} ${String(old[keyword])} is given up`);
}

function moved(old: JsonSchema, now: JsonSchema): readonly string[] {
  return LIMITS.flatMap((keywords, side) =>
    keywords.flatMap((keyword) => {
      const [before, after] = [old[keyword], now[keyword]];
      if (before === undefined || (after !== undefined && !isBeyond(side, Number(before), Number(after)))) return [];
      return [
        `${keyword} is ${side === 0 ? 'lowered' : 'raised'} from ${String(before)} to ${String(after ?? 'none')}`,
      ];
    }),
  );
}

function isBeyond(side: number, before: number, after: number): boolean {
  return side === 0 ? after < before : after > before;
}
