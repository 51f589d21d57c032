import type { AnyEvent } from '@entrepot/kernel';
import type { IntakePublisher } from '../../tools/replay/intake';
import type { OrderPlan } from '../../tools/replay/olist/orders';
import type { Progress } from '../../tools/replay/progress';
import { Watch } from '../../tools/replay/watch';
import type { Target } from '../../tools/system-for-tool';
import type { Run } from '../benchmark';
import { latencyOf } from '../figures/latency';
import { figuresByLabel } from '../figures/processes';
import { benchOrders } from './merchant';
import { sendOrders, type Pace } from './send';
import { Stopwatch } from './stopwatch';
import { untilAll } from './until-all';
import { onWatched } from './watched';

export interface BenchOptions extends Pace {
  readonly orders: number;
  readonly warmUp: number;
}

function cpuByProcess(before: ReturnType<typeof figuresByLabel>, after: ReturnType<typeof figuresByLabel>) {
  return Object.fromEntries(
    Object.entries(after).map(([label, { cpuMs }]) => [label, cpuMs - (before[label]?.cpuMs ?? 0)]),
  );
}

interface Stage {
  readonly target: Target;
  readonly warm: Stopwatch;
  readonly stopwatch: Stopwatch;
  readonly intake: IntakePublisher;
  readonly progress: Progress;
}

interface Timed {
  readonly all: readonly OrderPlan[];
  readonly before: ReturnType<typeof figuresByLabel>;
  readonly after: ReturnType<typeof figuresByLabel>;
}

async function drive(stage: Stage, { orders, warmUp, ...pace }: BenchOptions, watcher: Watcher): Promise<Timed> {
  const { target, intake, warm, stopwatch, progress } = stage;
  const run = Date.now().toString(36);
  const first = benchOrders(warmUp, `${run}-warm`);
  const timed = benchOrders(orders, run);
  progress.begin('warm-up', warmUp);
  await sendOrders(first, { ...pace, rate: 'max' }, intake, warm);
  await untilAll(warmUp, () => warm.planned, progress);
  const before = figuresByLabel(target.pids?.() ?? {});
  progress.begin('orders', orders);
  watcher.begins?.();
  await sendOrders(timed, pace, intake, stopwatch);
  await untilAll(orders, () => stopwatch.planned, progress);
  const after = figuresByLabel(target.pids?.() ?? {});
  watcher.ended?.();
  return { all: [...first, ...timed], before, after };
}

/** All that the stopwatch has to hear. */
const PLANNINGS = { topics: ['logistics.shipment.v1'], types: ['ShipmentPlanned'] };

const hundredths = (value: number) => Math.round(value * 100) / 100;

function figures({ target, stopwatch }: Stage, options: BenchOptions, { before, after }: Timed) {
  const cpu = cpuByProcess(before, after);
  const cpuMs = Object.values(cpu).reduce((sum, ms) => sum + ms, 0);
  const { planned } = stopwatch;
  return {
    processed: planned,
    ordersPerSecond: planned === 0 ? 0 : hundredths((planned * 1000) / stopwatch.span()),
    latencyMs: latencyOf(stopwatch.durations()),
    // Of a system that somebody else started the processes are not known.
    cpuMsPerOrder: target.pids ? hundredths(cpuMs / options.orders) : null,
    cpuMsPerOrderByProcess: Object.fromEntries(
      Object.entries(cpu).map(([label, ms]) => [label, hundredths(ms / options.orders)]),
    ),
    residentMiB: Object.fromEntries(Object.entries(after).map(([label, { residentMiB }]) => [label, residentMiB])),
  };
}

/** Whoever measures something else meanwhile. */
export interface Watcher {
  /** The clock starts. */
  begins?(): void;
  /** Every order has its shipment planned. */
  ended?(): void;
}

/** Sends orders and takes their time from due to shipment planned; ends with the correctness report of the same run. */
export function benchOrdersOn(target: Target, options: BenchOptions, watcher: Watcher = {}): Promise<Run> {
  return onWatched(target, options.orders + options.warmUp, async ({ intake, progress }) => {
    const { merchantId, backends } = target;
    const warm = new Stopwatch(merchantId);
    const stopwatch = new Stopwatch(merchantId);
    const hear = (event: AnyEvent) => [warm.hear(event), stopwatch.hear(event)];
    const plannings = new Watch({ ...backends, merchantId, ...PLANNINGS }, hear);
    await plannings.start();
    try {
      const stage = { target, warm, stopwatch, intake, progress };
      const timed = await drive(stage, options, watcher);
      const done = stopwatch.planned === options.orders;
      return { figures: figures(stage, options, timed), plans: timed.all, done };
    } finally {
      await plannings.stop();
    }
  });
}
