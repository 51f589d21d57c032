import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setInterval as every } from 'node:timers/promises';
import { Command } from 'commander';
import { lastLines } from '../libs/testing/src/process/run-command';
import { lastRunRecord } from '../libs/testing/src/system/run-file';
import { stateFolder } from '../libs/testing/src/workspace/root';

const FOLLOW_EVERY_MS = 400;

/** `npm run logs -- [service] [--lines N] [--follow]`: what the services logged last. */
async function main(): Promise<void> {
  const command = new Command('npm run logs --')
    .argument('[service]', 'one process (orders, orders-2, ...); all when not given')
    .option('-n, --lines <count>', 'how many lines of each', Number, 20)
    .option('-f, --follow', 'go on with what comes', false)
    .parse();
  const { lines, follow } = command.opts<{ lines: number; follow: boolean }>();
  const files = logFiles(command.args[0]);
  if (files.length === 0) {
    console.log('There are no logs: npm start starts the services.');
    process.exitCode = 1;
    return;
  }
  for (const file of files) show(file, lastLines(readFileSync(file, 'utf8'), lines));
  if (follow) await followAll(files);
}

function logFiles(service?: string): string[] {
  const folder = lastRunRecord()?.logs ?? stateFolder('run', 'logs');
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.log')) : [];
  return names.filter((name) => !service || name === `${service}.log`).map((name) => join(folder, name));
}

function show(file: string, text: string): void {
  const label = file.replace(/^.*[/\\]|\.log$/g, '').padEnd(10);
  for (const line of text.split('\n')) if (line) console.log(`${label} | ${line}`);
}

async function followAll(files: readonly string[]): Promise<void> {
  const read = new Map(files.map((file) => [file, statSync(file).size]));
  for await (const _ of every(FOLLOW_EVERY_MS)) {
    for (const [file, from] of read) {
      const { size } = statSync(file);
      if (size <= from) continue;
      show(file, readFileSync(file).subarray(from).toString('utf8'));
      read.set(file, size);
    }
  }
}

void main();
