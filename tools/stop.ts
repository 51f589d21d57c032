import { setTimeout as sleep } from 'node:timers/promises';
import { Command } from 'commander';
import { isAlive, removeRunRecord, supervisedSystem } from '../libs/testing/src/system/run-file';

const LEAVE_WITHIN_MS = 30_000;

async function main(): Promise<void> {
  new Command('npm run stop')
    .description('Ends the system that npm start runs in this checkout. What is stored stays.')
    .parse();
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
