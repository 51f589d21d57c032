import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setInterval as every } from 'node:timers/promises';
import { Command, InvalidArgumentError } from 'commander';
import { onClosedPipe } from '../libs/testing/src/process/closed-pipe';
import { lastLinesOf, linesBehind } from '../libs/testing/src/process/log-file';
import { lastRunRecord } from '../libs/testing/src/system/run-file';
import { stateFolder } from '../libs/testing/src/workspace/root';

const FOLLOW_EVERY_MS = 400;

/** `npm run logs -- [service] [--lines N] [--follow]`: what the services logged last. */
async function main(): Promise<void> {
  const command = new Command('npm run logs --')
    .argument('[service]', 'one process (orders, orders-2, ...); all when not given')
    .option('-n, --lines <count>', 'how many lines of each', wholeNumber, 20)
    .option('-f, --follow', 'go on with what comes', false)
    .parse();
  const { lines, follow } = command.opts<{ lines: number; follow: boolean }>();
  const [service] = command.args;
  const files = logFiles(service);
  if (files.length === 0) {
    console.log(whyNone(service));
    process.exitCode = 1;
    return;
  }
  const shown = new Map(files.map((file) => [file, statSync(file).size]));
  for (const file of files) show(file, lastLinesOf(file, lines));
  if (follow) await followAll(shown, service);
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw new InvalidArgumentError('give a whole number');
}

function logFiles(service?: string): string[] {
  const folder = lastRunRecord()?.logs ?? stateFolder('run', 'logs');
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.log')) : [];
  return names.filter((name) => !service || name === `${service}.log`).map((name) => join(folder, name));
}

const labelOf = (file: string): string => basename(file, '.log');

function whyNone(service?: string): string {
  const others = logFiles().map(labelOf);
  if (others.length === 0) return 'There are no logs: npm start starts the services.';
  return `There is no log of "${service}", only of ${others.join(', ')}.`;
}

function show(file: string, text: string): void {
  for (const line of text.split('\n')) if (line) console.log(`${labelOf(file).padEnd(10)} | ${line}`);
}

/** Files may come and go meanwhile: a start without --persist begins with new ones. */
async function followAll(shown: Map<string, number>, service?: string): Promise<void> {
  for await (const _ of every(FOLLOW_EVERY_MS)) {
    const files = logFiles(service);
    for (const file of shown.keys()) if (!files.includes(file)) shown.delete(file);
    for (const file of files) {
      const { text, end } = linesBehind(file, shown.get(file) ?? 0);
      show(file, text);
      shown.set(file, end);
    }
  }
}

onClosedPipe([process.stdout], () => process.exit(0));
void main();
