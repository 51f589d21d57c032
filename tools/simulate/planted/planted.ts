import type { PlantedBug } from './bug';
import { COMMITTING } from './committing';
import { GOING_OUT } from './going-out';
import { WORKING } from './working';

/** One bug for each rule of the runtime, by rule. */
export const PLANTED: readonly PlantedBug[] = [...COMMITTING, ...GOING_OUT, ...WORKING].sort((a, b) => a.rule - b.rule);

export function plantedFor(rule: number): PlantedBug {
  const found = PLANTED.find((bug) => bug.rule === rule);
  if (found === undefined) throw new Error(`no bug is planted for rule ${rule}`);
  return found;
}
