import { PlainFailure } from '@entrepot/testing';
import type { Spread } from '../figures/spread';
import type { BenchDocument } from './document';

/** One figure of two documents. */
export interface Compared {
  readonly path: string;
  readonly a: Spread;
  readonly b: Spread;
  /** From the one median to the other; undefined where the first is 0. */
  readonly percent: number | undefined;
  readonly verdict: 'A' | 'B' | 'same' | 'within the spread' | '';
}

const MORE_IS_BETTER = /(perSecond|relativeToEmpty)$/i;
const LESS_IS_BETTER = /(ms|micros|mib|cores|seconds|percentOfACore)(\.|$|per)/i;

/** The figures that both have. Both have to be of one benchmark. */
export function compare(a: BenchDocument, b: BenchDocument): Compared[] {
  if (a.benchmark !== b.benchmark) {
    throw new PlainFailure(
      `The first file is of "${a.benchmark}", the second of "${b.benchmark}": nothing to compare.`,
    );
  }
  const paths = Object.keys(a.figures).filter((path) => path in b.figures);
  return paths.map((path) => comparedAt(path, a.figures[path]!, b.figures[path]!));
}

function comparedAt(path: string, a: Spread, b: Spread): Compared {
  const percent = a.median === 0 ? undefined : ((b.median - a.median) / a.median) * 100;
  return { path, a, b, percent, verdict: verdictOf(path, a, b) };
}

/** A difference that is no larger than what runs of one side differ among each other says nothing. */
function verdictOf(path: string, a: Spread, b: Spread): Compared['verdict'] {
  const isMore = MORE_IS_BETTER.test(path);
  if (!isMore && !LESS_IS_BETTER.test(path)) return '';
  if (a.median === b.median) return 'same';
  if (isWithin(a.median, b) || isWithin(b.median, a)) return 'within the spread';
  return b.median > a.median === isMore ? 'B' : 'A';
}

const isWithin = (value: number, { min, max }: Spread): boolean => value >= min && value <= max;
