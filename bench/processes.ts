import type { ServiceName } from '@entrepot/testing';
import { InvalidArgumentError } from 'commander';
import { onOwnSystem } from '../tools/system-for-tool';
import { benchmark, type Run } from './benchmark';
import { closedLoop } from './load/options';
import { benchOrdersOn } from './load/run';

interface Options {
  readonly counts: readonly number[];
  readonly orders: number;
  readonly inFlight: number;
  readonly warmUp: number;
}

/** The sandbox stands in for others, and nothing of an order passes the gateway. */
const SERVICES: readonly ServiceName[] = [
  ...(['access', 'catalog', 'inventory', 'orders', 'payments', 'logistics', 'returns'] as const),
];

/** The orders benchmark with so many processes of each service; topics have as many partitions as the most of them. */
function withProcesses(count: number, { counts, ...options }: Options): Promise<Run> {
  const processesPerService = Object.fromEntries(SERVICES.map((name) => [name, count]));
  const env = { TOPIC_PARTITIONS: String(Math.max(...counts)) };
  return onOwnSystem((target) => benchOrdersOn(target, { ...options, rate: 'max' }), { processesPerService, env });
}

function counts(text: string): number[] {
  const numbers = text.split(',').map(Number);
  if (numbers.every((count) => Number.isInteger(count) && count > 0)) return numbers;
  throw new InvalidArgumentError('give whole numbers above 0 with commas between them');
}

export const processes = benchmark<Options>({
  name: 'processes',
  does: 'The orders benchmark with one, two and four processes of each service, each on a system of its own.',
  passes: 'all processed and balanced with every count',
  options: (command) =>
    closedLoop(command).option('--counts <list>', 'how many processes of each service', counts, [1, 2, 4]),
  async run(options) {
    const runs: (readonly [string, Run])[] = [];
    for (const count of options.counts) {
      console.error(`${count} of each service`);
      runs.push([`of${count}`, await withProcesses(count, options)]);
    }
    const each = <T>(pick: (run: Run) => T) => Object.fromEntries(runs.map(([name, run]) => [name, pick(run)]));
    const passed = runs.every(([, run]) => run.passed);
    return { figures: each(({ figures }) => figures), report: each(({ report }) => report), passed };
  },
});
