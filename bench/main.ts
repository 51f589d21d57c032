import { readFile, writeFile } from 'node:fs/promises';
import { PlainFailure, explain } from '@entrepot/testing';
import { Command, type OptionValues } from 'commander';
import { outFile } from '../tools/out-file';
import { BENCHMARKS } from './all';
import type { Benchmark, Run } from './benchmark';
import { countAboveZero } from './load/options';
import { documentOf, parseDocument, type BenchDocument } from './report/document';
import { compareText, figuresText, listText } from './report/print';

interface OfAll {
  readonly runs: number;
  readonly out?: string;
}

async function runAll(one: Benchmark, { runs: count, out, ...options }: OfAll & OptionValues): Promise<void> {
  const runs: Run[] = [];
  await one.open?.(options);
  try {
    for (let run = 1; run <= count; run += 1) {
      if (count > 1) console.error(`run ${run} of ${count}`);
      runs.push(await one.run(options));
      // A run that fails later does not take the others with it.
      if (out) await writeFile(out, textOf(documentOf(one, options, runs)));
    }
  } finally {
    await one.close?.(options);
  }
  const document = documentOf(one, options, runs);
  console.log(textOf(document).trimEnd());
  if (count > 1) console.error(figuresText(document));
  process.exitCode = document.passed ? 0 : 1;
}

const textOf = (document: BenchDocument): string => `${JSON.stringify(document, null, 2)}\n`;

async function documentIn(file: string): Promise<BenchDocument> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new PlainFailure(`${file} cannot be read: ${error.code ?? error.message}.`);
  });
  return parseDocument(text, file);
}

interface Asked {
  readonly list?: boolean;
  readonly compare?: readonly string[];
}

async function withoutName(name: string | undefined, { list, compare }: Asked): Promise<void> {
  const names = BENCHMARKS.map((one) => one.name).join(', ');
  if (list) return console.log(listText(BENCHMARKS));
  if (!compare) {
    throw new PlainFailure(`${name === undefined ? 'Name a benchmark' : `There is no benchmark "${name}"`}: ${names}.`);
  }
  const [a, b, ...more] = compare;
  if (a === undefined || b === undefined || more.length > 0) throw new PlainFailure('--compare takes two files.');
  console.log(compareText(await documentIn(a), await documentIn(b)));
}

function commandOf(one: Benchmark): Command {
  const command = new Command(one.name).description(one.does);
  return one
    .options(command)
    .option('--runs <count>', 'how many times, each on a system of its own unless one runs', countAboveZero, 1)
    .option('--out <file>', 'also write the result to a file, for --compare', outFile)
    .addHelpText('after', `\nExit status: 0 ${one.passes} in every run, 1 otherwise.`)
    .action((options: OfAll & OptionValues) => runAll(one, options));
}

const program = new Command('bench')
  .description('Measures the system; with the correctness report of the same run.')
  .argument('[name]', 'which benchmark; --list tells them, NAME --help its options')
  .option('--list', 'the benchmarks that there are')
  .option('--compare <files...>', 'two results of one benchmark, as --out has written them')
  .action(withoutName);

BENCHMARKS.forEach((one) => program.addCommand(commandOf(one)));

program.parseAsync().catch((error: unknown) => {
  console.error(explain(error));
  process.exit(1);
});
