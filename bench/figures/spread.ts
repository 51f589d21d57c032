/** The middle of several runs and how far they lie apart. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** Of an even count the median is the mean of the middle two. At least one value. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [Math.floor((sorted.length - 1) / 2), Math.floor(sorted.length / 2)];
  const median = Math.round(((sorted[low]! + sorted[high]!) / 2) * 1_000) / 1_000;
  return { median, min: sorted[0]!, max: sorted.at(-1)! };
}

/** Every number in what runs found, by its path (`latencyMs.p99`), as far as each run has it. */
export function spreads(runs: readonly object[]): Record<string, Spread> {
  const all = runs.map((figures) => new Map(numbersIn(figures)));
  const paths = [...(all[0]?.keys() ?? [])].filter((path) => all.every((numbers) => numbers.has(path)));
  return Object.fromEntries(paths.map((path) => [path, spreadOf(all.map((numbers) => numbers.get(path)!))]));
}

function numbersIn(value: unknown, path = ''): (readonly [string, number])[] {
  if (typeof value === 'number') return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => numbersIn(part, path ? `${path}.${key}` : key));
}
