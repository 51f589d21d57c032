import type { Command, OptionValues } from 'commander';

/** What one run of a benchmark found. */
export interface Run {
  /** What was measured; numbers anywhere in it can be compared by their path. */
  readonly figures: object;
  /** The correctness report of the same run, of a benchmark that handles orders or stock. */
  readonly report?: object;
  /** Everything was done, the report balances, and no process was started again meanwhile: figures of one that died say nothing. */
  readonly passed: boolean;
}

/** The run, failed where processes were started again meanwhile: it names them. */
export function unlessRestarted(run: Run, restarted: readonly string[]): Run {
  return restarted.length === 0 ? run : { ...run, figures: { ...run.figures, restarted }, passed: false };
}

interface Definition<O extends object> {
  /** One word, as in `npm run bench -- NAME`. */
  readonly name: string;
  /** What is measured, in a sentence. */
  readonly does: string;
  /** What has to be so for status 0. */
  readonly passes: string;
  readonly options: (command: Command) => Command;
  run(options: O): Promise<Run>;
  /** Before the first run: what is not counted. */
  open?(options: O): Promise<void>;
  /** After the last run, however it ended. */
  close?(options: O): Promise<void>;
}

export type Benchmark = Definition<OptionValues>;

/** A benchmark whose `run` gets what its `options` parse. */
export function benchmark<O extends object>(definition: Definition<O>): Benchmark {
  const { open, close, ...rest } = definition;
  return {
    ...rest,
    run: (options) => definition.run(options as O),
    ...(open && { open: (options: OptionValues) => open(options as O) }),
    ...(close && { close: (options: OptionValues) => close(options as O) }),
  };
}
