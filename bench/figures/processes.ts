import { readFileSync } from 'node:fs';

/** What the kernel says of a process: CPU time used so far (user and system), resident memory now. */
export interface ProcessFigures {
  readonly cpuMs: number;
  readonly residentMiB: number;
}

/** Linux counts CPU time in hundredths of a second (USER_HZ). */
const MS_PER_TICK = 10;
const PAGES_PER_MIB = 256;

/** Reads /proc; undefined when the process is gone or the system has no /proc. */
export function figuresOf(pid: number): ProcessFigures | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the command in parentheses and may hold spaces.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ticks = Number(fields[11]) + Number(fields[12]);
    return { cpuMs: ticks * MS_PER_TICK, residentMiB: Math.round(Number(fields[21]) / PAGES_PER_MIB) };
  } catch {
    return undefined;
  }
}

/** CPU time that each process used while something ran, in cores: 1 is one core all the time. Empty where processes are not known. */
export async function coresUsed<T>(
  pids: () => Record<string, number | undefined>,
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly cores: Record<string, number> }> {
  const [before, started] = [figuresByLabel(pids()), performance.now()];
  const result = await work();
  const ms = performance.now() - started;
  const cores = Object.entries(figuresByLabel(pids())).map(([label, { cpuMs }]) => {
    return [label, Math.round(((cpuMs - (before[label]?.cpuMs ?? cpuMs)) / ms) * 100) / 100] as const;
  });
  return { result, cores: Object.fromEntries(cores) };
}

/** Figures of several processes by label. */
export function figuresByLabel(pids: Record<string, number | undefined>): Record<string, ProcessFigures> {
  const found = Object.entries(pids).map(([label, pid]) => [label, pid === undefined ? undefined : figuresOf(pid)]);
  return Object.fromEntries(found.filter(([, figures]) => figures !== undefined)) as Record<string, ProcessFigures>;
}
