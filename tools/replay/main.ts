import { writeFile } from 'node:fs/promises';
import { Command, InvalidArgumentError } from 'commander';
import { outFile } from '../out-file';
import { withSystem } from '../system-for-tool';
import { replay } from './replay';
import { printReport } from './report/print';

function speed(text: string): number | 'max' {
  const value = Number(text);
  if (text === 'max') return 'max';
  if (!(value > 0)) throw new InvalidArgumentError('give "max" or a factor above 0, such as 100000');
  return value;
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('give a whole number from 1');
  return value;
}

interface Options {
  readonly speed: number | 'max';
  readonly orders?: number;
  readonly report?: string;
}

async function run(folder: string, options: Options): Promise<void> {
  const report = await withSystem((target) => replay(target, { folder, ...options }));
  console.log(printReport(report));
  if (options.report) await writeFile(options.report, `${JSON.stringify(report, null, 2)}\n`);
  process.exitCode = report.balanced ? 0 : 1;
}

const command = new Command('replay')
  .description(
    'Plays the orders of the Olist data set against the running system (or one of its own) and checks the books.',
  )
  .argument('<folder>', 'the Olist tables as .csv.gz files')
  .option('--speed <factor>', '"max", or how many times faster than in the data', speed, 'max')
  .option('--orders <count>', 'only the first orders in time order', wholeNumber)
  .option('--report <file>', 'also write the report as JSON', outFile)
  .addHelpText('after', '\nExit status: 0 balanced, 1 not balanced or failed.')
  .action(run);

command.parseAsync().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
