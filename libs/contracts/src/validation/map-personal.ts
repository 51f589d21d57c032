import { fieldAnnotations, type ClassRef } from '../vocabulary/annotations';

type Change = (text: string) => string | undefined;
type Fields = Record<string, unknown>;
type Walk = (holder: Fields, change: Change) => Fields;

const walks = new WeakMap<ClassRef, Walk | undefined>();

/**
 * A copy of a value of this class with every text in a field of personal data replaced by what `change` makes of it; the field
 * is left out where that is undefined. Whatever the class does not mark is the same object as before. Changes nothing.
 */
export function mapPersonal<T extends object>(target: ClassRef, value: T, change: Change): T {
  return (walkOf(target)?.(value as Fields, change) ?? value) as T;
}

/** What stands in the fields of personal data. */
export function personalTexts(target: ClassRef, value: object): string[] {
  const texts: string[] = [];
  mapPersonal(target, value, (text) => (texts.push(text), text));
  return texts;
}

/** Made once per class; undefined where it holds no personal data. A class is not looked into again inside itself. */
function walkOf(target: ClassRef): Walk | undefined {
  if (walks.has(target)) return walks.get(target);
  walks.set(target, undefined);
  const walk = makeWalk(target);
  walks.set(target, walk);
  return walk;
}

function makeWalk(target: ClassRef): Walk | undefined {
  const marked: string[] = [];
  const inner: { readonly field: string; readonly walk: Walk }[] = [];
  for (const [field, { personal, nested }] of fieldAnnotations(target)) {
    const walk = personal || nested === undefined ? undefined : walkOf(nested());
    if (personal) marked.push(field);
    else if (walk !== undefined) inner.push({ field, walk });
  }
  if (marked.length === 0 && inner.length === 0) return undefined;
  return (holder, change) => {
    const copy = { ...holder };
    for (const field of marked) replace(copy, field, change);
    for (const { field, walk } of inner) copy[field] = within(copy[field], walk, change);
    for (const { field } of inner) if (copy[field] === undefined) delete copy[field];
    return copy;
  };
}

function replace(copy: Fields, field: string, change: Change): void {
  const text = copy[field];
  if (typeof text !== 'string') return;
  const changed = change(text);
  if (changed === undefined) delete copy[field];
  else copy[field] = changed;
}

function within(value: unknown, walk: Walk, change: Change): unknown {
  if (Array.isArray(value)) return value.map((entry) => within(entry, walk, change));
  return typeof value === 'object' && value !== null ? walk(value as Fields, change) : value;
}
