import type { OrderPlan } from '../tools/replay/olist/orders';
import { withSystem, type Target } from '../tools/system-for-tool';
import { benchmark, type Run } from './benchmark';
import { latencyOf } from './figures/latency';
import { coresUsed } from './figures/processes';
import { benchOrders } from './load/merchant';
import { openLoop, type HttpCall } from './load/open-loop';
import { countAboveZero, wholeNumber } from './load/options';
import { onWatched } from './load/watched';

interface IntakeOptions {
  readonly rate: number;
  readonly seconds: number;
  readonly warmUp: number;
}

function post({ urls, key }: Target, { sourceOrderId, body }: OrderPlan): HttpCall {
  const headers = {
    authorization: `Bearer ${key}`,
    'content-type': 'application/json',
    'idempotency-key': sourceOrderId,
  };
  return { url: `${urls.orders}/v1/orders`, method: 'POST', headers, body: JSON.stringify(body) };
}

/** Posts orders while those before are worked off. */
export function intakeOn(target: Target, { rate, seconds, warmUp }: IntakeOptions): Promise<Run> {
  const orders = rate * (seconds + warmUp);
  return onWatched(target, orders, async ({ progress }) => {
    const plans = benchOrders(orders, Date.now().toString(36));
    progress.begin('orders', orders);
    // The pipeline is busy with these when the clock starts.
    await openLoop({ rate, seconds: warmUp }, (index) => post(target, plans[index]!));
    const pids = target.pids ?? (() => ({}));
    const timing = () => openLoop({ rate, seconds }, (index) => post(target, plans[rate * warmUp + index]!));
    const { result, cores } = await coresUsed(pids, timing);
    const { durations, statuses, latestSendMs } = result;
    const figures = { latencyMs: latencyOf(durations), statuses, latestSendMs, cores };
    return { plans, figures, done: statuses['201'] === rate * seconds };
  });
}

export const intake = benchmark<IntakeOptions>({
  name: 'intake',
  does: 'POST /v1/orders, durable when answered, at a given rate (open loop) while the orders are worked off.',
  passes: 'all accepted and balanced',
  options: (command) =>
    command
      .option('--rate <perSecond>', 'orders a second', countAboveZero, 300)
      .option('--seconds <count>', 'how long', countAboveZero, 20)
      .option('--warm-up <seconds>', 'at the same rate before the clock starts', wholeNumber, 5),
  run: (options) => withSystem((target) => intakeOn(target, options)),
});
