import { servicesOf, type Services } from '../../tools/replay/services';
import { importMerchant } from '../../tools/replay/imports';
import { IntakePublisher } from '../../tools/replay/intake';
import type { OrderPlan } from '../../tools/replay/olist/orders';
import { Progress } from '../../tools/replay/progress';
import type { Target } from '../../tools/system-for-tool';
import { unlessRestarted, type Run } from '../benchmark';
import { restartedSince, type Pids } from '../figures/processes';
import { Aftermath } from './aftermath';
import { benchMerchant } from './merchant';

/** A system with stock. */
export interface Watched {
  readonly target: Target;
  readonly services: Services;
  readonly intake: IntakePublisher;
  readonly progress: Progress;
  readonly aftermath: Aftermath;
}

/** What a benchmark did: its figures, and every order that it has placed. */
export interface Done {
  readonly figures: object;
  readonly plans: readonly OrderPlan[];
  /** What was to be done was done. */
  readonly done: boolean;
}

/** Does a benchmark on a system with stock for so many orders; adds the correctness report of the same run. */
export async function onWatched(target: Target, orders: number, work: (stage: Watched) => Promise<Done>): Promise<Run> {
  const services = servicesOf(target);
  const progress = new Progress();
  await importMerchant(services, benchMerchant(orders), progress);
  const intake = new IntakePublisher({ ...target.backends, merchantId: target.merchantId });
  const aftermath = new Aftermath(target, services, progress);
  await intake.start();
  const pids: Pids = target.pids ?? (() => ({}));
  const before = pids();
  try {
    const { figures, plans, done } = await work({ target, services, intake, progress, aftermath });
    const restarted = restartedSince(before, pids);
    const report = await aftermath.report(plans);
    return unlessRestarted({ figures, report, passed: done && report.balanced }, restarted);
  } finally {
    await Promise.all([aftermath.stop(), intake.stop()]);
  }
}
