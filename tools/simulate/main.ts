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
  readonly seconds?: number;
  readonly daily?: boolean;
  readonly seed?: number;
  readonly tier: string;
  readonly workers: number;
  readonly faults: boolean;
  readonly planted?: boolean;
  readonly write?: boolean;
}

const BATCH = 20;
const DEFAULT_HISTORIES = 10_000;
/** Of ten histories so many are of the runtime alone, the others of all services. */
const RUNTIME_SHARE = 8;

function wholeNumber(text: string, least = 0): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw new InvalidArgumentError(`give a whole number${least === 0 ? '' : ` from ${least}`}`);
}

/** Of none it could be said that everything held. */
const oneOrMore = (text: string): number => wholeNumber(text, 1);
const anyNumber = (text: string): number => wholeNumber(text);

const DAY_MS = 86_400_000;
/** Seeds of a day: more than are played in one. */
const SEEDS_A_DAY = 100_000;

/** The seeds to begin with. Some histories are the same every day, so that a failure is no chance; others are new ones. */
function firstSeeds({ seed = 1, daily = false }: Options): number[] {
  return daily ? [seed, Math.floor(Date.now() / DAY_MS) * SEEDS_A_DAY] : [seed];
}

/** One history of each kind of them. */
function* replayOf({ seed = 1, tier, faults: isFaulted }: Options): Generator<Batch> {
  for (const name of tiersOf(tier)) yield { tier: name, from: seed, count: 1, isFaulted };
}

function* batchesOf(options: Options, histories: number): Generator<Batch> {
  const tiers = tiersOf(options.tier);
  const firsts = firstSeeds(options);
  const next = new Map<string, number>();
  for (let given = 0, turn = 0; given < histories; turn += 1) {
    const tier = tiers[turn % 10 < RUNTIME_SHARE ? 0 : tiers.length - 1]!;
    const place = Math.floor(turn / 10) % firsts.length;
    const from = next.get(`${tier} ${place}`) ?? firsts[place]!;
    const count = Math.min(BATCH, histories - given);
    yield { tier, from, count, isFaulted: options.faults };
    next.set(`${tier} ${place}`, from + count);
    given += count;
  }
}

function tiersOf(tier: string): string[] {
  return tier === 'all' ? TIERS.map(({ name }) => name) : [tier];
}

/** Plays histories until something does not hold, or the time for it is over. */
async function simulate(options: Options, crew: Crew): Promise<boolean> {
  const { seed, daily, seconds = Infinity } = options;
  const isReplay = options.histories === undefined && seed !== undefined && seconds === Infinity;
  const { histories = seconds === Infinity ? DEFAULT_HISTORIES : Infinity } = options;
  if (daily) console.log(`Seeds from ${firstSeeds(options).join(' and from ')}`);
  const tally = new Tally(isReplay ? tiersOf(options.tier).length : histories);
  const end = performance.now() + seconds * 1_000;
  const batches = isReplay ? replayOf(options) : batchesOf(options, histories);
  await crew.play(batches, (result) => tally.take(result) || performance.now() >= end);
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
  .option('--histories <count>', `how many; ${DEFAULT_HISTORIES} by default`, oneOrMore)
  .option('--seconds <count>', 'no more are begun after that time', anyNumber)
  .option('--daily', 'half of them are others every day; says from which seeds')
  .option('--seed <number>', 'the first one; without --histories just this one, exactly as it was', anyNumber)
  .addOption(
    new Option('--tier <name>', 'which kind of histories')
      .choices(['all', ...TIERS.map(({ name }) => name)])
      .default('all'),
  )
  .option('--workers <count>', 'processes', oneOrMore, availableParallelism())
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
