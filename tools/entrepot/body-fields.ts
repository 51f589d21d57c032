import { EXIT, Failed } from './exit';

type Fields = Record<string, unknown>;

/** A copy with fields set by `a.b=value`; a value that is JSON is taken as such, everything else as a text. */
export function withFields(body: object, assignments: readonly string[]): object {
  const copy = structuredClone(body) as Fields;
  for (const assignment of assignments) {
    const at = assignment.indexOf('=');
    if (at < 1) throw new Failed(`--set takes field=value, not "${assignment}"`, EXIT.usage);
    assign(copy, assignment.slice(0, at).split('.'), valueOf(assignment.slice(at + 1)));
  }
  return copy;
}

function assign(holder: Fields, [first = '', ...rest]: readonly string[], value: unknown): void {
  // A field of this name would be the prototype of all.
  if (first === '__proto__') throw new Failed('--set cannot set __proto__', EXIT.usage);
  if (rest.length === 0) {
    holder[first] = value;
    return;
  }
  const inner = Object.hasOwn(holder, first) ? holder[first] : undefined;
  holder[first] = typeof inner === 'object' && inner !== null ? inner : {};
  assign(holder[first] as Fields, rest, value);
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
