/** Those of the named fields that are given: what was left out is absent, not undefined. */
export function picked<T extends object, K extends keyof T>(from: T, names: readonly K[]): Pick<T, K> {
  const given = names.filter((name) => from[name] !== undefined).map((name) => [name, from[name]] as const);
  return Object.fromEntries(given) as Pick<T, K>;
}
