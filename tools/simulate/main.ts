import { availableParallelism } from 'node:os';
import { Command, InvalidArgumentError, Option } from 'commander';
import { Crew } from './crew';
import { measure } from './planted/measure';
import { writeTable } from './planted/table';
import { Tally } from './tally';
import { TIERS } from './tiers';
import type { Batch } from './worker';

interface Options {
  readonly histories?: number;
  readonly seed?: number;
  readonly tier: string;
  readonly workers: number;
  readonly faults: boolean;
  readonly planted?: boolean;
  readonly write?: boolean;
}

const BATCH = 50;
const DEFAULT_HISTORIES = 10_000;
/** Of ten histories so many are of the runtime alone, the others of all services. */
const RUNTIME_SHARE = 8;

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new InvalidArgumentError('give a whole number');
  return value;
}

function* batchesOf({ histories = 1, seed = 1, tier, faults: isFaulted }: Options): Generator<Batch> {
  const chosen = tier === 'all' ? TIERS.map(({ name }) => name) : [tier];
  const isReplay = histories === 1;
  const next = new Map(chosen.map((name) => [name, seed]));
  const left = isReplay ? chosen.length : histories;
  for (let given = 0, turn = 0; given < left; turn += 1) {
    const name = isReplay ? chosen[turn]! : chosen[turn % 10 < RUNTIME_SHARE ? 0 : chosen.length - 1]!;
    const count = isReplay ? 1 : Math.min(BATCH, left - given);
    yield { tier: name, from: next.get(name)!, count, isFaulted };
    next.set(name, next.get(name)! + count);
    given += count;
  }
}

/** Plays histories until something does not hold. */
async function simulate(options: Options, crew: Crew): Promise<boolean> {
  const { seed, histories = seed === undefined ? DEFAULT_HISTORIES : 1 } = options;
  const tally = new Tally(histories);
  await crew.play(batchesOf({ ...options, histories }), (result) => tally.take(result));
  tally.close();
  return tally.holds;
}

async function run(options: Options): Promise<void> {
  const crew = new Crew(options.workers);
  try {
    const holds = options.planted ? await findPlanted(options, crew) : await simulate(options, crew);
    process.exitCode = holds ? 0 : 1;
  } finally {
    crew.dismiss();
  }
}

/** Whether a simulation notices what is wrong: each planted bug is found. */
async function findPlanted({ write = false }: Options, crew: Crew): Promise<boolean> {
  const found = await measure(crew, (line) => console.log(line));
  if (write) await writeTable(found);
  const missed = found.filter(({ histories }) => histories === undefined);
  console.log(`${found.length - missed.length} of ${found.length} planted bugs were found.`);
  return missed.length === 0;
}

new Command('simulate')
  .description(
    'Plays histories of the services in which things go wrong, on a clock and with a chance of their own, and checks what must hold.',
  )
  .option('--histories <count>', `how many; ${DEFAULT_HISTORIES} by default`, wholeNumber)
  .option('--seed <number>', 'the first one; without --histories just this one, exactly as it was', wholeNumber)
  .addOption(
    new Option('--tier <name>', 'which kind of histories')
      .choices(['all', ...TIERS.map(({ name }) => name)])
      .default('all'),
  )
  .option('--workers <count>', 'processes', wholeNumber, availableParallelism())
  .option('--no-faults', 'nothing goes wrong')
  .option('--planted', 'instead: plants each bug and counts the histories that it takes to find it')
  .option('--write', 'with --planted: writes the table in docs/reliability.md')
  .addHelpText('after', '\nExit status: 0 everything held, 1 something did not.')
  .action(run)
  .parseAsync()
  .catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  });
