import type { Say } from '@entrepot/testing';
import type { Report } from '../replay/report/report';

/** One sentence that has to be true at the end, and what was counted to judge it. */
export interface Promised {
  readonly promise: string;
  readonly kept: boolean;
  readonly counted: string;
}

/** What a drill found out. */
export interface Outcome {
  readonly promised: readonly Promised[];
  /** What was done and seen, in numbers, for whoever wants to know more. */
  readonly figures: Readonly<Record<string, unknown>>;
  /** The books at the end, where orders were sent. */
  readonly report?: Report;
}

/** Breaks something on a system of real processes while orders come in, and counts what became of them. */
export interface Drill {
  /** As in `npm run drill -- NAME`. */
  readonly name: string;
  /** What is broken, in one line. */
  readonly does: string;
  /** About how long it takes. */
  readonly seconds: number;
  run(say: Say): Promise<Outcome>;
}

export function promised(promise: string, kept: boolean, counted: string): Promised {
  return { promise, kept, counted };
}
