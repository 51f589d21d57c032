import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { constants, getPriority, setPriority } from 'node:os';

const AGAIN_AFTER_MS = 150;
const MOST_TRIES = 40;

/**
 * Lets others go before a process that leads a session of its own: it is so much nicer than we are. Where the system does not allow that, its
 * turn counts as much as any. Linux may share processors among sessions before it looks at processes (autogroups, see sched(7)): then only
 * the niceness of the session counts, which is another one. Threads that begin later inherit both.
 */
export function stepBack(pid: number, niceness: number): void {
  try {
    for (const thread of threadsOf(pid)) setPriority(thread, least(getPriority() + niceness));
    nice(pid, niceness, 1);
  } catch {
    // It has ended already, or may not.
  }
}

/** On Linux a priority is a thread's, elsewhere the process's. */
export function threadsOf(pid: number): readonly number[] {
  const threads = `/proc/${pid}/task`;
  return existsSync(threads) ? readdirSync(threads).map(Number) : [pid];
}

/** The niceness of the session that a process belongs to; undefined where the kernel has no autogroups. */
export function sessionNiceness(pid: number | 'self'): number | undefined {
  try {
    const said = /nice (-?\d+)/.exec(readFileSync(`/proc/${pid}/autogroup`, 'utf8'))?.[1];
    return said === undefined ? undefined : Number(said);
  } catch {
    return undefined;
  }
}

/** The kernel takes one such change in a tenth of a second from all who are not root: `EAGAIN` for the others. */
function nice(pid: number, niceness: number, attempt: number): void {
  const ours = sessionNiceness('self');
  if (ours === undefined) return;
  try {
    writeFileSync(`/proc/${pid}/autogroup`, String(least(ours + niceness)));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EAGAIN' || attempt === MOST_TRIES) return;
    setTimeout(() => nice(pid, niceness, attempt + 1), AGAIN_AFTER_MS).unref();
  }
}

const least = (priority: number) => Math.min(priority, constants.priority.PRIORITY_LOW);
