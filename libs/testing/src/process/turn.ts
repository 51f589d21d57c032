import { mkdirSync, rmdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const STALE_MS = 10 * 60_000;

/** Does the work while holding a lock folder, so that two processes do not fetch the same thing at once. */
export async function inTurn<T>(folder: string, work: () => Promise<T>): Promise<T> {
  mkdirSync(dirname(folder), { recursive: true });
  while (!tryTake(folder)) await sleep(300);
  try {
    return await work();
  } finally {
    rmdirSync(folder);
  }
}

function tryTake(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    removeStale(folder);
    return false;
  }
}

/** A holder that died left its folder behind; after ten minutes nobody can still be downloading. */
function removeStale(folder: string): void {
  const taken = statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
  if (Date.now() - taken > STALE_MS) rmdirSync(folder);
}
