import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { stateFolder } from '../../libs/testing/src/workspace/root';
import { machine } from '../figures/machine';
import { firstOrder, type FirstOrder } from './first-order';

interface Options {
  readonly runs: number;
  readonly port: number;
  readonly kept: boolean;
  readonly out?: string;
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new InvalidArgumentError('give a whole number above 0');
}

const COUNTED =
  'from `npm start` (installed and compiled) to services ready (every one answers /health/ready and lets the demo key in), to the first 201 of POST /v1/orders through the gateway (after that the catalog is seeded through the doors), to its shipment planned; resident memory of all processes then';

async function run({ runs, port, kept, out }: Options): Promise<void> {
  const persist = kept ? mkdtempSync(join(stateFolder(), 'bench-start-')) : undefined;
  const wanted = { port, ...(persist === undefined ? {} : { persist }) };
  try {
    // Fills caches, and the folder where there is one.
    await firstOrder(wanted);
    const all: FirstOrder[] = [];
    for (let count = 0; count < runs; count += 1) all.push(await firstOrder(wanted));
    const text = JSON.stringify({ counted: COUNTED, data: kept ? 'kept' : 'new', ...figuresOf(all), runs: all, machine: machine() }, null, 2); // prettier-ignore
    console.log(text);
    if (out) await writeFile(out, `${text}\n`);
  } finally {
    if (persist) rmSync(persist, { recursive: true, force: true });
  }
}

function figuresOf(runs: readonly FirstOrder[]) {
  const spread = (values: readonly number[]) => {
    const sorted = [...values].sort((a, b) => a - b);
    return { least: sorted[0], median: sorted[Math.floor((sorted.length - 1) / 2)], most: sorted.at(-1) };
  };
  return {
    seconds: {
      ready: spread(runs.map(({ ready }) => ready)),
      firstOrderAccepted: spread(runs.map(({ accepted }) => accepted)),
      firstShipmentPlanned: spread(runs.map(({ planned }) => planned)),
    },
    residentMiB: spread(runs.map(({ memory }) => memory.residentMiB)),
  };
}

new Command('bench:start')
  .description('How long a warm `npm start` takes up to the first order.')
  .option('--runs <count>', 'how many starts are timed, after one that is not', wholeNumber, 3)
  .option('--port <base>', 'first of the ports', wholeNumber, 4700)
  .option('--kept', 'start with the data of the run before instead of with empty servers', false)
  .option('--out <file>', 'also write the result to a file')
  .action(run)
  .parseAsync()
  .catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  });
