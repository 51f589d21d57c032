import { History } from '../../tools/replay/history';
import { importMerchant } from '../../tools/replay/imports';
import { IntakePublisher } from '../../tools/replay/intake';
import { Play } from '../../tools/replay/play';
import { Progress } from '../../tools/replay/progress';
import { untilAllQuiet } from '../../tools/replay/quiet';
import { servicesOf } from '../../tools/replay/services';
import { Watch } from '../../tools/replay/watch';
import type { Target } from '../../tools/system-for-tool';
import { benchMerchant, benchOrders, type Range } from '../load/merchant';
import { MARK } from './copies';

/** What the templates sell: their names tell everything that came of them from what others did. */
const RANGE: Range = { name: MARK, skus: 10, places: 4 };

/** Orders that really go their whole way, to delivery, and whose records are to be copied. Gives the ids that the copies are made of. */
export async function playTemplates(target: Target, count: number): Promise<readonly string[]> {
  const services = servicesOf(target);
  const progress = new Progress();
  await importMerchant(services, benchMerchant(count, RANGE), progress);
  const plans = benchOrders(count, MARK, RANGE).map((plan) => {
    return { ...plan, fate: 'delivered' as const, status: 'delivered' };
  });
  const history = new History(MARK);
  const play = new Play(plans, history, services, { speed: 'max' });
  const connection = { ...target.backends, merchantId: target.merchantId };
  const watch = new Watch(connection, play.hear);
  const intake = new IntakePublisher(connection);
  await Promise.all([watch.start(), intake.start()]);
  try {
    play.begin();
    await intake.publishAll(plans);
    const left = await play.settle(progress);
    if (left.length > 0) throw new Error(`${left.length} of the templates did not come to their end`);
    if (!(await untilAllQuiet(services))) throw new Error('the templates did not come to rest');
    return plans.map(({ sourceOrderId }) => sourceOrderId);
  } finally {
    progress.end();
    await Promise.all([watch.stop(), intake.stop()]);
  }
}
