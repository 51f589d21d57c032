import { readdirSync, readFileSync } from 'node:fs';
import { figuresOf } from './processes';

export interface Family {
  readonly processes: number;
  readonly residentMiB: number;
}

/** A process and all that came of it, as /proc tells. */
export function familyOf(pid: number): Family {
  const parents = parentsByPid();
  const isOurs = (of: number): boolean => of === pid || (parents.has(of) && isOurs(parents.get(of)!));
  const figures = [...parents.keys()].filter(isOurs).flatMap((each) => figuresOf(each) ?? []);
  return { processes: figures.length, residentMiB: figures.reduce((sum, { residentMiB }) => sum + residentMiB, 0) };
}

function parentsByPid(): Map<number, number> {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return new Map(pids.flatMap((name) => parentOf(Number(name)).map((parent) => [Number(name), parent] as const)));
}

/** Empty when the process is gone. */
function parentOf(pid: number): number[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return [Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])];
  } catch {
    return [];
  }
}
