import { play, type History } from './history';
import { plantedFor } from './planted/planted';
import { shrunken } from './shrink';
import { tierCalled } from './tiers';

/** Seeds to be played, in a process of its own. */
export interface Batch {
  readonly tier: string;
  readonly from: number;
  readonly count: number;
  readonly isFaulted: boolean;
  /** The rule that a planted bug breaks meanwhile. */
  readonly rule?: number;
}

export interface BatchResult extends Batch {
  readonly played: number;
  readonly faults: number;
  readonly steps: number;
  /** The first history in which something did not hold, shrunken. */
  readonly failure?: History;
  /** As it was before that. */
  readonly found?: History;
}

function playAll(batch: Batch): BatchResult {
  const tier = tierCalled(batch.tier);
  let [faults, steps] = [0, 0];
  for (let index = 0; index < batch.count; index += 1) {
    const history = play(tier, batch.from + index, batch.isFaulted ? {} : { faults: [] });
    faults += history.faults.length;
    steps += history.steps;
    if (history.violations.length === 0) continue;
    const failure = batch.rule === undefined ? { failure: shrunken(tier, history) } : {};
    return { ...batch, played: index + 1, faults, steps, found: history, ...failure };
  }
  return { ...batch, played: batch.count, faults, steps };
}

function work(batch: Batch): void {
  const pull = batch.rule === undefined ? undefined : plantedFor(batch.rule).plant();
  const result = playAll(batch);
  pull?.();
  process.send?.(result);
}

process.on('message', (batch: Batch) => {
  // A simulation runs promises itself, which it cannot do from within one.
  setImmediate(() => work(batch));
});
