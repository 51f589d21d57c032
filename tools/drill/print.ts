import type { Drill, Outcome } from './drill';

/** The drills that there are, one a line. */
export function listText(drills: readonly Drill[]): string {
  const width = Math.max(...drills.map(({ name }) => name.length));
  return drills.map(({ name, does, seconds }) => `${name.padEnd(width)}  ${does} (about ${seconds} s)`).join('\n');
}

/** What was promised and what was counted, for a person. */
export function outcomeText(name: string, { promised }: Outcome): string {
  const lines = promised.map(
    ({ promise, kept, counted }) => `${kept ? 'kept  ' : 'BROKEN'}  ${promise}\n        ${counted}`,
  );
  const broken = promised.filter(({ kept }) => !kept).length;
  const verdict = broken === 0 ? 'every promise was kept' : `${broken} of ${promised.length} promises were broken`;
  return [`drill ${name}`, ...lines, verdict].join('\n');
}
