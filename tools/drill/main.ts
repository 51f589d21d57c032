import { writeFile } from 'node:fs/promises';
import { PlainFailure, explain } from '@entrepot/testing';
import { Command } from 'commander';
import { machine } from '../../bench/figures/machine';
import { outFile } from '../out-file';
import type { Drill } from './drill';
import { DRILLS } from './drills/all';
import { listText, outcomeText } from './print';

interface Options {
  readonly list?: boolean;
  readonly out?: string;
}

function drillOf(name: string | undefined): Drill {
  const drill = DRILLS.find((one) => one.name === name);
  const names = DRILLS.map((one) => one.name).join(', ');
  if (!drill)
    throw new PlainFailure(`${name === undefined ? 'Name a drill' : `There is no drill "${name}"`}: ${names}.`);
  return drill;
}

async function run(name: string | undefined, { list, out }: Options): Promise<void> {
  if (list) return console.log(listText(DRILLS));
  const drill = drillOf(name);
  const started = performance.now();
  const seconds = () => Math.round((performance.now() - started) / 1000);
  const outcome = await drill.run((line) => console.error(`${String(seconds()).padStart(4)} s  ${line}`));
  const { promised, figures, report } = outcome;
  const kept = promised.every((one) => one.kept);
  const result = { drill: drill.name, does: drill.does, kept, balanced: report?.balanced, promised, figures, report };
  console.log(outcomeText(drill.name, outcome));
  const text = JSON.stringify({ ...result, seconds: seconds(), machine: machine() }, null, 2);
  if (out !== undefined) await writeFile(out, `${text}\n`);
  process.exitCode = kept ? 0 : 1;
}

// Whoever has to clear something away does it when the process exits, which a signal would not wait for.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

new Command('drill')
  .description(
    'Breaks something on a system of real processes, brokers and databases, and counts what became of the orders.',
  )
  .argument('[name]', 'which drill; --list tells them')
  .option('--list', 'the drills that there are')
  .option('--out <file>', 'also write what was promised and counted as JSON', outFile)
  .addHelpText('after', '\nExit status: 0 every promise was kept, 1 one was broken or the drill failed.')
  .action(run)
  .parseAsync()
  .catch((error: unknown) => {
    console.error(explain(error));
    process.exit(1);
  });
