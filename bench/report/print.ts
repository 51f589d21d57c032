import type { Benchmark } from '../benchmark';
import type { Spread } from '../figures/spread';
import { compare } from './compare';
import type { BenchDocument } from './document';

/** The benchmarks that there are, one a line. */
export function listText(benchmarks: readonly Benchmark[]): string {
  const width = Math.max(...benchmarks.map(({ name }) => name.length));
  return benchmarks.map(({ name, does }) => `${name.padEnd(width)}  ${does}`).join('\n');
}

/** Median and, of several runs, how far they lie apart. */
export function spreadText({ median, min, max }: Spread): string {
  return min === max ? text(median) : `${text(median)} [${text(min)}..${text(max)}]`;
}

/** A table of the figures that both files have. */
export function compareText(a: BenchDocument, b: BenchDocument): string {
  const rows = compare(a, b).map(({ path, a: before, b: after, percent, verdict }) => {
    return [path, spreadText(before), spreadText(after), percentText(percent), verdict];
  });
  const head = [a.benchmark, `A (${runsOf(a)})`, `B (${runsOf(b)})`, 'change', 'better'];
  const notes = [
    ...differentOptions(a, b),
    ...differentMachines(a, b),
    ...singleRuns(a, b),
    ...failedRuns('A', a),
    ...failedRuns('B', b),
  ];
  return [table([head, ...rows]), ...notes].join('\n');
}

/** Figures of all runs, for whoever does not read JSON. */
export function figuresText({ benchmark, figures, runs, passed }: BenchDocument): string {
  const rows = Object.entries(figures).map(([path, spread]) => [path, spreadText(spread)]);
  const verdict = passed ? 'every run passed' : `${runs.filter((run) => !run.passed).length} runs did NOT pass`;
  return [table([[benchmark, `median [min..max] of ${runs.length}`], ...rows]), verdict].join('\n');
}

const runsOf = ({ runs }: BenchDocument): string => (runs.length === 1 ? '1 run' : `${runs.length} runs`);

const text = (value: number): string => String(Math.round(value * 1_000) / 1_000);

function percentText(percent: number | undefined): string {
  if (percent === undefined) return '';
  return `${percent > 0 ? '+' : ''}${percent.toFixed(1)} %`;
}

/** What was measured may differ by more than the tree. */
function differentOptions(a: BenchDocument, b: BenchDocument): string[] {
  const [before, after] = [JSON.stringify(a.options), JSON.stringify(b.options)];
  return before === after ? [] : [`different options: A ${before}, B ${after}`];
}

/** Undefined in files of earlier releases. */
function differentMachines(a: BenchDocument, b: BenchDocument): string[] {
  const [before, after] = [JSON.stringify(a.machine), JSON.stringify(b.machine)];
  return before === after ? [] : [`different machines: A ${before}, B ${after}`];
}

/** How far runs lie apart is known of neither side: any difference is called one. */
function singleRuns(a: BenchDocument, b: BenchDocument): string[] {
  if (a.runs.length > 1 || b.runs.length > 1) return [];
  return ['one run each: no difference can be told from chance (--runs 3)'];
}

function failedRuns(label: string, { runs }: BenchDocument): string[] {
  const failed = runs.filter(({ passed }) => !passed).length;
  return failed === 0 ? [] : [`${failed} of ${runs.length} runs of ${label} did NOT pass: their figures say nothing`];
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join('  ');
  return rows.map((row) => line(row).trimEnd()).join('\n');
}
