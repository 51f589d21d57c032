import { allEventContracts, loadAllContracts } from '@entrepot/contracts';
import {
  brokenPromises,
  committedSchemas,
  explain,
  foreignReaders,
  generateDocuments,
  outdatedFiles,
  remediesOf,
  writeDocuments,
  type BrokenPromise,
} from '@entrepot/contracts/documents';
import { Command } from 'commander';

const command = new Command('npm run contracts --')
  .description('Writes schemas, AsyncAPI and tables from the contract classes, unless that breaks a promise.')
  .option('--check', 'write nothing; exit status 1 when a promise is broken or a document is out of date')
  .option('--accept-breaking', 'write over a broken promise, too')
  .parse();

function main(options: { readonly check?: boolean; readonly acceptBreaking?: boolean }): number {
  const root = process.cwd();
  const generated = generateDocuments(loadAllContracts());
  const foreign = foreignReaders(allEventContracts());
  const broken = brokenPromises(committedSchemas(root), generated.schemas);
  if (options.check === true) return check([...foreign, ...told(broken)], outdatedFiles(root, generated));
  if (foreign.length > 0) return fail([...foreign, 'Nothing written.']);
  if (broken.length > 0 && options.acceptBreaking !== true) {
    return fail([...told(broken), 'Nothing written. What is right all the same is accepted with --accept-breaking.']);
  }
  const written = writeDocuments(root, generated);
  for (const promise of broken) console.log(`Accepted: ${explain(promise)}`);
  console.log(`${generated.schemas.size} contracts, ${written.length} of ${generated.files.size} documents updated.`);
  return 0;
}

function told(broken: readonly BrokenPromise[]): readonly string[] {
  return [...broken.map(explain), ...remediesOf(broken)];
}

function check(broken: readonly string[], outdated: readonly string[]): number {
  const stale = outdated.map((path) => `${path} is out of date: npm run contracts`);
  if (broken.length + stale.length > 0) return fail([...broken, ...stale]);
  console.log('Contracts: every promise is kept, every document is up to date.');
  return 0;
}

function fail(lines: readonly string[]): number {
  for (const line of lines) console.error(line);
  return 1;
}

process.exitCode = main(command.opts());
