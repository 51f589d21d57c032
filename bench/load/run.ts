import { servicesOf } from '../../tools/replay/services';
import { importMerchant } from '../../tools/replay/imports';
import { IntakePublisher } from '../../tools/replay/intake';
import type { OrderPlan } from '../../tools/replay/olist/orders';
import { Progress } from '../../tools/replay/progress';
import { Watch } from '../../tools/replay/watch';
import type { Target } from '../../tools/system-for-tool';
import type { Run } from '../benchmark';
import { latencyOf } from '../figures/latency';
import { figuresByLabel } from '../figures/processes';
import { Aftermath } from './aftermath';
import { benchMerchant, benchOrders } from './merchant';
import { sendOrders, type Pace } from './send';
import { Stopwatch } from './stopwatch';
import { untilAll } from './until-all';

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
    ordersPerSecond: hundredths((planned * 1000) / stopwatch.span()),
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
export async function benchOrdersOn(target: Target, options: BenchOptions, watcher: Watcher = {}): Promise<Run> {
  const services = servicesOf(target);
  const progress = new Progress();
  await importMerchant(services, benchMerchant(options.orders + options.warmUp), progress);
  const warm = new Stopwatch(target.merchantId);
  const stopwatch = new Stopwatch(target.merchantId);
  const connection = { ...target.backends, merchantId: target.merchantId };
  const plannings = new Watch({ ...connection, ...PLANNINGS }, (event) => [warm.hear(event), stopwatch.hear(event)]);
  const intake = new IntakePublisher(connection);
  const aftermath = new Aftermath(target, services, progress);
  await Promise.all([plannings.start(), intake.start()]);
  try {
    const stage = { target, warm, stopwatch, intake, progress };
    const timed = await drive(stage, options, watcher);
    const report = await aftermath.report(timed.all);
    const passed = report.balanced && stopwatch.planned === options.orders;
    return { figures: figures(stage, options, timed), report, passed };
  } finally {
    await Promise.all([plannings.stop(), aftermath.stop(), intake.stop()]);
  }
}
