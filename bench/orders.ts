import { Command, InvalidArgumentError } from 'commander';
import { withSystem } from '../tools/system-for-tool';
import { failed, tellResult, wholeNumber } from './load/options';
import { benchOrdersOn, type BenchOptions } from './load/run';

function rate(text: string): number | 'max' {
  if (text === 'max') return 'max';
  const value = Number(text);
  if (!(value > 0)) throw new InvalidArgumentError('give "max" or orders per second above 0');
  return value;
}

async function run({ out, ...options }: BenchOptions & { readonly out?: string }): Promise<void> {
  const result = await withSystem((target) => benchOrdersOn(target, options));
  await tellResult(result, out);
  process.exitCode = result.report.balanced && result.processed === options.orders ? 0 : 1;
}

new Command('bench:orders')
  .description(
    'Orders through the intake topic until their shipment is planned, with the correctness report of the same run.',
  )
  .option('--orders <count>', 'how many orders are timed', wholeNumber, 2000)
  .option('--rate <perSecond>', '"max", or an open loop of so many orders per second', rate, 'max')
  .option('--in-flight <count>', 'at --rate max: orders under way at any time', wholeNumber, 300)
  .option('--warm-up <count>', 'orders before the clock starts', wholeNumber, 500)
  .option('--out <file>', 'also write the result to a file')
  .addHelpText('after', '\nExit status: 0 all processed and balanced, 1 otherwise.')
  .action(run)
  .parseAsync()
  .catch(failed);
