import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive, removeRunRecord, supervisedSystem } from '../libs/testing/src/system/run-file';

const LEAVE_WITHIN_MS = 30_000;

/** `npm run stop`: ends the system that `npm start` runs in this checkout. */
async function main(): Promise<void> {
  const running = supervisedSystem();
  if (!running) {
    removeRunRecord();
    return console.log('Entrepot does not run in this checkout.');
  }
  const started = Date.now();
  process.kill(running.pid, 'SIGTERM');
  console.log('Stopping ...');
  while (isAlive(running.pid) && Date.now() - started < LEAVE_WITHIN_MS) await sleep(100);
  // Its services and servers end with it, however it ends.
  if (isAlive(running.pid)) process.kill(running.pid, 'SIGKILL');
  removeRunRecord();
  console.log(`Stopped in ${((Date.now() - started) / 1000).toFixed(1)} s.`);
}

void main();
