import type { Crew } from '../crew';
import type { Batch, BatchResult } from '../worker';
import { PLANTED } from './planted';

/** How many histories it took until something did not hold; undefined: it never came to that. */
export interface Found {
  readonly rule: number;
  readonly mistake: string;
  readonly histories?: number;
  /** What did not hold in the history that found it. */
  readonly sign?: string;
}

/** A bug that is not found in so many histories is not found. */
export const MOST_HISTORIES = 10_000;

const TIER = 'runtime';
const SIGN_LENGTH = 90;

/** Plants each bug and plays histories from the first seed on until something does not hold. */
export async function measure(crew: Crew, say: (line: string) => void): Promise<Found[]> {
  const found: Found[] = [];
  const batches = PLANTED.map(({ rule }): Batch => ({
    ...{ tier: TIER, from: 1, count: MOST_HISTORIES, isFaulted: true, rule },
  }));
  await crew.play(batches, (result) => {
    const one = foundIn(result);
    found.push(one);
    say(
      `rule ${one.rule}: ${one.histories === undefined ? 'NOT FOUND' : `found after ${one.histories}`}, ${one.mistake}`,
    );
    return false;
  });
  return found.sort((a, b) => a.rule - b.rule);
}

function foundIn({ rule, played, found }: BatchResult): Found {
  const { mistake } = PLANTED.find((bug) => bug.rule === rule)!;
  if (found === undefined) return { rule: rule!, mistake };
  return { rule: rule!, mistake, histories: played, sign: signOf(found.violations[0] ?? '') };
}

/** Without what only a debugger wants to know. */
function signOf(violation: string): string {
  const [plain = ''] = violation.split(': {');
  return plain.length > SIGN_LENGTH ? `${plain.slice(0, SIGN_LENGTH)}…` : plain;
}
