import { mkdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Whoever holds a turn says so often that it still does; one that was silent for so long has died. */
const STILL_HERE_EVERY_MS = 2_000;
const STALE_MS = 20_000;

/** Does the work while holding a lock folder, so that two processes do not fetch the same thing at once. */
export async function inTurn<T>(folder: string, work: () => Promise<T>): Promise<T> {
  mkdirSync(dirname(folder), { recursive: true });
  while (!tryTake(folder)) await sleep(300);
  const stillHere = setInterval(() => touch(folder), STILL_HERE_EVERY_MS);
  try {
    return await work();
  } finally {
    clearInterval(stillHere);
    leave(folder);
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

/** A holder that died (Ctrl-C in the middle of a download) left its folder behind. */
function removeStale(folder: string): void {
  const saidAt = statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
  if (Date.now() - saidAt > STALE_MS) leave(folder);
}

const leave = (folder: string): void => rmSync(folder, { recursive: true, force: true });

function touch(folder: string): void {
  const now = new Date();
  try {
    utimesSync(folder, now, now);
  } catch {
    // Somebody took us for dead.
  }
}
