import { servicesOf } from '../tools/replay/services';
import { Progress } from '../tools/replay/progress';
import { untilQuiet } from '../tools/replay/quiet';
import { Watch } from '../tools/replay/watch';
import { onOwnSystem, type Target } from '../tools/system-for-tool';
import { benchmark, unlessRestarted, type Run } from './benchmark';
import { cpuUsed, restartedSince } from './figures/processes';
import { factsOf, receive, type AtPlace } from './hot/inventory';
import { Producers, type Attempts } from './hot/producers';
import { judgeHot, Outcomes } from './hot/verdict';
import { countAboveZero } from './load/options';
import { untilAll } from './load/until-all';

interface HotOptions {
  readonly attempts: number;
  readonly units: number;
  readonly producers: number;
  readonly warmUp: number;
}

interface Stage {
  readonly producers: Producers;
  /** Attempts that have their answer. */
  readonly answered: () => number;
  readonly progress: Progress;
}

/** Sends attempts and waits for the answers; milliseconds from the first send to the last answer. */
async function attempt({ producers, answered, progress }: Stage, attempts: Attempts, name: string): Promise<number> {
  const prepared = producers.prepare(attempts);
  const wanted = answered() + attempts.count;
  progress.begin(name, wanted);
  const started = performance.now();
  await producers.send(prepared);
  await untilAll(wanted, answered, progress);
  return performance.now() - started;
}

/** Those of another SKU, so that the code is warm, then those that are timed. */
async function rounds(stage: Stage, target: Target, { placeId, sku, warmUp, attempts }: Rounds) {
  await attempt(stage, { run: `${placeId}-warm`, count: warmUp, sku: warmOf(sku), placeId }, 'warm-up');
  const timed = { run: `${placeId}-timed`, count: attempts, sku, placeId };
  return cpuUsed(target.pids ?? (() => ({})), () => attempt(stage, timed, 'attempts'));
}

type Rounds = Pick<HotOptions, 'warmUp' | 'attempts'> & AtPlace;

const warmOf = (sku: string): string => `${sku}-WARM`;

/** Reservation attempts for one SKU at one place, as fast as the producers can. */
export async function hotOn(target: Target, { attempts, units, warmUp, ...options }: HotOptions): Promise<Run> {
  const services = servicesOf(target);
  const placeId = `hot-${Date.now().toString(36)}`;
  const at = { placeId, sku: placeId.toUpperCase() };
  await receive(services, { ...at, units });
  await receive(services, { placeId, sku: warmOf(at.sku), units: warmUp });
  const outcomes = new Outcomes((id) => id.startsWith(`${placeId}-timed-`));
  const warm = new Outcomes((id) => id.startsWith(`${placeId}-warm-`));
  const connection = { ...target.backends, merchantId: target.merchantId, topics: ['inventory.reservation.v1'] };
  const watch = new Watch(connection, (event) => [warm.hear(event), outcomes.hear(event)]);
  const producers = new Producers(target, options.producers);
  const progress = new Progress();
  await Promise.all([watch.start(), producers.connect()]);
  const pids = target.pids ?? (() => ({}));
  const before = pids();
  try {
    const answered = () => warm.answered + outcomes.answered;
    const stage = { producers, answered, progress };
    const { result: ms, cpuMs } = await rounds(stage, target, { ...at, warmUp, attempts });
    await untilQuiet([services.inventory]);
    progress.end();
    const report = judgeHot({ attempts, units, outcomes: outcomes.counts(), ...(await factsOf(services, at)) });
    const restarted = restartedSince(before, pids);
    return unlessRestarted({ figures: figuresOf(attempts, ms, cpuMs), report, passed: report.balanced }, restarted);
  } finally {
    await Promise.all([watch.stop(), producers.close()]);
  }
}

function figuresOf(attempts: number, ms: number, cpuMs: Record<string, number>) {
  const micros = (of: number) => Math.round((of * 1_000) / attempts);
  const byProcess = Object.entries(cpuMs).map(([label, of]) => [label, micros(of)] as const);
  return {
    attemptsPerSecond: Math.round((attempts * 1_000) / ms),
    cpuMicrosPerAttempt: micros(Object.values(cpuMs).reduce((sum, of) => sum + of, 0)),
    cpuMicrosPerAttemptByProcess: Object.fromEntries(byProcess),
  };
}

export const hot = benchmark<HotOptions & { readonly processes: number }>({
  name: 'hot',
  does: 'Reservation attempts for one SKU at one place, from producers at once, against inventory alone.',
  passes: 'exactly the units that were there granted, everything else refused, nothing below zero',
  options: (command) =>
    command
      .option('--attempts <count>', 'how many are timed, of one unit each', countAboveZero, 50_000)
      .option('--units <count>', 'how many units there are', countAboveZero, 10_000)
      .option('--producers <count>', 'clients that publish, each to a partition of its own', countAboveZero, 2)
      .option('--processes <count>', 'of inventory', countAboveZero, 1)
      .option('--warm-up <count>', 'attempts for another SKU before the clock starts', countAboveZero, 5_000),
  run: ({ processes, ...options }) =>
    onOwnSystem((target) => hotOn(target, options), {
      services: ['access', 'inventory'],
      processesPerService: { inventory: processes },
      env: { TOPIC_PARTITIONS: String(Math.max(3, options.producers)) },
    }),
});
