import { play, type History, type Tier } from './history';
import type { Fault } from './world/faults';

/** A history with the fewest faults with which something still does not hold: no single one can be left out. */
export function shrunken(tier: Tier, failing: History): History {
  let best = failing;
  for (let place = 0; place < best.faults.length;) {
    const fewer = without(best.faults, place);
    const tried = play(tier, failing.seed, { faults: fewer });
    if (tried.violations.length > 0) best = tried;
    else place += 1;
  }
  return play(tier, failing.seed, { faults: best.faults, isTold: true });
}

function without(faults: readonly Fault[], place: number): Fault[] {
  return faults.filter((_, index) => index !== place);
}
