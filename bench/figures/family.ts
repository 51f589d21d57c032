import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { figuresOf } from './processes';

export interface Family {
  readonly processes: number;
  readonly residentMiB: number;
}

/** A process and all that came of it, as /proc tells. */
export function familyOf(pid: number): Family {
  const figures = membersOf(pid).flatMap((each) => figuresOf(each) ?? []);
  return { processes: figures.length, residentMiB: figures.reduce((sum, { residentMiB }) => sum + residentMiB, 0) };
}

/** The same processes by what they are: the service, `kafka`, `mongod`, or the name of the program. */
export function familyByLabel(pid: number): Record<string, number> {
  const labelled: Record<string, number> = {};
  for (const each of membersOf(pid)) {
    const label = labelOf(each);
    if (label !== undefined) labelled[label in labelled ? `${label} ${each}` : label] = each;
  }
  return labelled;
}

function membersOf(pid: number): number[] {
  const parents = parentsByPid();
  const isOurs = (of: number): boolean => of === pid || (parents.has(of) && isOurs(parents.get(of)!));
  return [...parents.keys()].filter(isOurs);
}

/** Undefined when the process is gone. */
function labelOf(pid: number): string | undefined {
  try {
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    const [, service] = /dist\/apps\/([a-z]+)\//.exec(words.join(' ')) ?? [];
    return service ?? (words.includes('kafka.Kafka') ? 'kafka' : basename((words[0] ?? '').split(' ')[0]!));
  } catch {
    return undefined;
  }
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
