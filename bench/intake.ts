import { Command } from 'commander';
import type { OrderPlan } from '../tools/replay/olist/orders';
import { withSystem, type Target } from '../tools/system-for-tool';
import { latencyOf } from './figures/latency';
import { coresUsed } from './figures/processes';
import { benchOrders } from './load/merchant';
import { openLoop, type HttpCall } from './load/open-loop';
import { countAboveZero, failed, tellResult, wholeNumber } from './load/options';
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

async function run({ out, ...options }: IntakeOptions & { readonly out?: string }): Promise<void> {
  const { rate, seconds, warmUp } = options;
  const orders = rate * (seconds + warmUp);
  let isAccepted = false;
  const result = await withSystem((target) =>
    onWatched(target, orders, async ({ progress }) => {
      const plans = benchOrders(orders, Date.now().toString(36));
      progress.begin('orders', orders);
      // The pipeline is busy with these when the clock starts.
      await openLoop({ rate, seconds: warmUp }, (index) => post(target, plans[index]!));
      const pids = target.pids ?? (() => ({}));
      const timing = () => openLoop({ rate, seconds }, (index) => post(target, plans[rate * warmUp + index]!));
      const { result: timed, cores } = await coresUsed(pids, timing);
      isAccepted = timed.statuses['201'] === rate * seconds;
      const { durations, statuses, latestSendMs } = timed;
      const told = { latencyMs: latencyOf(durations), statuses, latestSendMs, cores };
      return { plans, figures: { benchmark: 'intake', ...options, ...told } };
    }),
  );
  await tellResult(result, out);
  process.exitCode = result.report.balanced && isAccepted ? 0 : 1;
}

new Command('bench:intake')
  .description('POST /v1/orders, durable when answered, at a given rate (open loop) while the orders are worked off.')
  .option('--rate <perSecond>', 'orders a second', countAboveZero, 300)
  .option('--seconds <count>', 'how long', countAboveZero, 20)
  .option('--warm-up <seconds>', 'at the same rate before the clock starts', wholeNumber, 5)
  .option('--out <file>', 'also write the result to a file')
  .addHelpText('after', '\nExit status: 0 all accepted and balanced, 1 otherwise.')
  .action(run)
  .parseAsync()
  .catch(failed);
