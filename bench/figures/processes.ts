import { readFileSync } from 'node:fs';

/** What the kernel says of a process. */
export interface ProcessFigures {
  /** CPU time used so far, user and system. */
  readonly cpuMs: number;
  /** Its part of what is in memory now: pages that several processes share are divided among them (PSS), so that sums are true. */
  readonly residentMiB: number;
}

/** Linux counts CPU time in hundredths of a second (USER_HZ). */
const MS_PER_TICK = 10;
const KIB_PER_MIB = 1024;

/** Reads /proc; undefined when the process is gone or the system has no /proc. */
export function figuresOf(pid: number): ProcessFigures | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the command in parentheses and may hold spaces.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ticks = Number(fields[11]) + Number(fields[12]);
    const memory = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    const [, shareKib] = /^Pss:\s+(\d+)/m.exec(memory) ?? [];
    return { cpuMs: ticks * MS_PER_TICK, residentMiB: Math.round(Number(shareKib) / KIB_PER_MIB) };
  } catch {
    return undefined;
  }
}

/** Processes by label. */
export type Pids = () => Record<string, number | undefined>;

/** Labels whose process is another one than before: it ended meanwhile, and what was measured is not what is wanted. */
export function restartedSince(before: Record<string, number | undefined>, pids: Pids): string[] {
  const now = pids();
  return Object.keys(now).filter((label) => before[label] !== undefined && before[label] !== now[label]);
}

/** Milliseconds of CPU time that each process used while something ran. Empty where processes are not known. */
export async function cpuUsed<T>(
  pids: Pids,
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly cpuMs: Record<string, number> }> {
  const before = figuresByLabel(pids());
  const result = await work();
  const used = Object.entries(figuresByLabel(pids())).map(([label, { cpuMs }]) => {
    return [label, cpuMs - (before[label]?.cpuMs ?? cpuMs)] as const;
  });
  return { result, cpuMs: Object.fromEntries(used) };
}

/** The same in cores: 1 is one core all the time. */
export async function coresUsed<T>(
  pids: Pids,
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly cores: Record<string, number> }> {
  const started = performance.now();
  const { result, cpuMs } = await cpuUsed(pids, work);
  const ms = performance.now() - started;
  const cores = Object.entries(cpuMs).map(([label, used]) => [label, Math.round((used / ms) * 1_000) / 1_000] as const);
  return { result, cores: Object.fromEntries(cores) };
}

/** Figures of several processes by label. */
export function figuresByLabel(pids: Record<string, number | undefined>): Record<string, ProcessFigures> {
  const found = Object.entries(pids).map(([label, pid]) => [label, pid === undefined ? undefined : figuresOf(pid)]);
  return Object.fromEntries(found.filter(([, figures]) => figures !== undefined)) as Record<string, ProcessFigures>;
}
