/**
 * Keys of the environment that are surely meant for us and mean nothing: those that begin with `ENTREPOT_`, and those that are one
 * slip of the finger away from a known key. The rest of the environment belongs to others.
 */
export function unknownKeys(environment: Readonly<Record<string, unknown>>, known: readonly string[]): string[] {
  const names = new Set(known);
  return Object.keys(environment)
    .filter((key) => !names.has(key))
    .flatMap((key) => {
      const meant = known.find(
        (name) => name.length > 5 && environment[name] === undefined && isOneSlipAway(key, name),
      );
      if (meant !== undefined) return [`${key} is not a setting: ${meant} is`];
      return key.startsWith('ENTREPOT_') ? [`${key} is not a setting of this service`] : [];
    });
}

/** One character missing, too many, different, or two neighbours swapped. */
function isOneSlipAway(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start += 1;
  let end = 0;
  while (end < Math.min(one.length, other.length) - start && one.at(-1 - end) === other.at(-1 - end)) end += 1;
  const here = one.slice(start, one.length - end);
  const there = other.slice(start, other.length - end);
  const swapped = here.length === 2 && here === [...there].reverse().join('');
  return swapped || (here.length <= 1 && there.length <= 1);
}
