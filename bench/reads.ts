import { deriveId } from '@entrepot/kernel';
import { PlainFailure } from '@entrepot/testing';
import type { OrderPlan } from '../tools/replay/olist/orders';
import { withSystem, type Target } from '../tools/system-for-tool';
import { benchmark, type Run } from './benchmark';
import { latencyOf } from './figures/latency';
import { coresUsed } from './figures/processes';
import { benchOrders } from './load/merchant';
import { openLoop, type Answers, type HttpCall } from './load/open-loop';
import { countAboveZero, wholeNumber } from './load/options';
import { onWatched, type Watched } from './load/watched';

interface ReadOptions {
  readonly orders: number;
  readonly rate: number;
  readonly listRate: number;
  readonly seconds: number;
  readonly warmUp: number;
}

const BATCH = 50;
/** What people look at: the newest orders, those in a state, the next page of either. */
const LISTS = ['limit=50', 'limit=50&state=confirmed', 'limit=20', 'limit=200&state=confirmed'];

function read({ urls, key }: Target, path: string): HttpCall {
  return { url: `${urls.orders}${path}`, method: 'GET', headers: { authorization: `Bearer ${key}` } };
}

/** What is asked for while something is still under way would be measured beside it. */
async function place({ intake, aftermath }: Watched, plans: readonly OrderPlan[]): Promise<void> {
  for (let at = 0; at < plans.length; at += BATCH) await intake.publishAll(plans.slice(at, at + BATCH));
  const left = await aftermath.settled(plans);
  if (left.length > 0) throw new PlainFailure(`${left.length} orders did not come to rest: nothing was read.`);
  if (!(await aftermath.quiet())) throw new PlainFailure('The services did not come to rest: nothing was read.');
}

/** Orders by id and the list at the same time, each in an open loop of its own. */
function look(target: Target, plans: readonly OrderPlan[], { rate, listRate, seconds }: ReadOptions) {
  const idOf = (index: number) =>
    deriveId('ord', target.merchantId, 'bench', plans[(index * 7_919) % plans.length]!.sourceOrderId);
  return Promise.all([
    openLoop({ rate, seconds }, (index) => read(target, `/v1/orders/${idOf(index)}`)),
    openLoop({ rate: listRate, seconds }, (index) => read(target, `/v1/orders?${LISTS[index % LISTS.length]}`)),
  ]);
}

function told({ durations, statuses, latestSendMs }: Answers) {
  return { latencyMs: latencyOf(durations), statuses, latestSendMs };
}

const allOk = ({ statuses, durations }: Answers) => statuses['200'] === durations.length;

/** Stores orders, then asks for them. */
export function readsOn(target: Target, options: ReadOptions): Promise<Run> {
  return onWatched(target, options.orders, async (stage) => {
    const plans = benchOrders(options.orders, Date.now().toString(36));
    await place(stage, plans);
    await look(target, plans, { ...options, seconds: options.warmUp });
    const pids = target.pids ?? (() => ({}));
    const { result, cores } = await coresUsed(pids, () => look(target, plans, options));
    const [order, list] = result;
    return { plans, figures: { order: told(order), list: told(list), cores }, done: allOk(order) && allOk(list) };
  });
}

export const reads = benchmark<ReadOptions>({
  name: 'reads',
  does: 'Orders by id and the list of orders at given rates (open loops).',
  passes: 'all answered with 200 and balanced',
  options: (command) =>
    command
      .option('--orders <count>', 'how many orders are stored', countAboveZero, 2000)
      .option('--rate <perSecond>', 'GET /v1/orders/{id} a second', countAboveZero, 200)
      .option('--list-rate <perSecond>', 'GET /v1/orders a second', countAboveZero, 40)
      .option('--seconds <count>', 'how long', countAboveZero, 30)
      .option('--warm-up <seconds>', 'at the same rates before the clock starts', wholeNumber, 5),
  run: (options) => withSystem((target) => readsOn(target, options)),
});
