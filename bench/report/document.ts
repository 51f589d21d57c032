import { PlainFailure } from '@entrepot/testing';
import type { Benchmark, Run } from '../benchmark';
import { machine } from '../figures/machine';
import { spreads, type Spread } from '../figures/spread';

/** What `--out` writes: all runs of a benchmark, each with its figures and its correctness report. */
export interface BenchDocument {
  readonly benchmark: string;
  readonly options: object;
  readonly passed: boolean;
  readonly figures: Readonly<Record<string, Spread>>;
  readonly runs: readonly Run[];
  readonly machine: ReturnType<typeof machine>;
}

export function documentOf({ name }: Benchmark, options: object, runs: readonly Run[]): BenchDocument {
  const figures = spreads(runs.map((run) => run.figures));
  return { benchmark: name, options, passed: runs.every(({ passed }) => passed), figures, runs, machine: machine() };
}

/** Reads what `--out` has written. `file` is the name for people. */
export function parseDocument(text: string, file: string): BenchDocument {
  const value = jsonOf(text) as Partial<BenchDocument> | undefined;
  const isOne = typeof value?.benchmark === 'string' && Array.isArray(value.runs) && value.runs.every(isRun);
  if (!isOne || value.runs?.length === 0) {
    throw new PlainFailure(`${file} is not what a benchmark has written with --out: it has no "benchmark" and "runs".`);
  }
  return { ...(value as BenchDocument), figures: spreads(value.runs!.map(({ figures }) => figures)) };
}

function isRun(value: unknown): value is Run {
  const run = value as Partial<Run> | null;
  return typeof run === 'object' && run !== null && typeof run.figures === 'object' && run.figures !== null;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
