import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { stateFolder } from '../../libs/testing/src/workspace/root';
import { benchmark } from '../benchmark';
import { countAboveZero } from '../load/options';
import { firstOrder } from './first-order';

interface Options {
  readonly port: number;
  readonly kept: boolean;
}

const COUNTED =
  'from `npm start` (installed and compiled) to services ready (every one answers /health/ready and lets the demo key in), to the first 201 of POST /v1/orders through the gateway (after that the catalog is seeded through the doors), to its shipment planned; resident memory of all processes then';

/** Where the data of the runs is kept, with --kept. */
let folder: string | undefined;

const wanted = ({ port }: Options) => ({ port, ...(folder === undefined ? {} : { persist: folder }) });

export const start = benchmark<Options>({
  name: 'start',
  does: 'How long a warm `npm start` takes up to the first order.',
  passes: 'an order was accepted and its shipment planned',
  options: (command) =>
    command
      .option('--port <base>', 'first of the ports', countAboveZero, 4700)
      .option('--kept', 'start with the data of the run before instead of with empty servers', false),
  async open(options) {
    mkdirSync(stateFolder(), { recursive: true });
    folder = options.kept ? mkdtempSync(join(stateFolder(), 'bench-start-')) : undefined;
    // Fills caches, and the folder where there is one.
    await firstOrder(wanted(options));
  },
  async run(options) {
    const { ready, accepted, planned, memory } = await firstOrder(wanted(options));
    const seconds = { ready, firstOrderAccepted: accepted, firstShipmentPlanned: planned };
    const { residentMiB, processes } = memory;
    return { figures: { counted: COUNTED, seconds, residentMiB, processes }, passed: true };
  },
  close() {
    if (folder) rmSync(folder, { recursive: true, force: true });
    return Promise.resolve();
  },
});
