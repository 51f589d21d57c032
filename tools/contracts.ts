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

/**
 * `npm run contracts` writes schemas, AsyncAPI and tables from the contract classes, and refuses to write over a broken
 * promise unless told `--accept-breaking`. `npm run contracts -- --check` writes nothing and fails when a promise is
 * broken or a document is out of date.
 */
function main(options: readonly string[]): number {
  const unknown = options.filter((option) => option !== '--check' && option !== '--accept-breaking');
  if (unknown.length > 0) return fail([`Unknown option ${unknown.join(' ')}: use --check or --accept-breaking.`]);
  const root = process.cwd();
  const generated = generateDocuments(loadAllContracts());
  const foreign = foreignReaders(allEventContracts());
  const broken = brokenPromises(committedSchemas(root), generated.schemas);
  if (options.includes('--check')) return check([...foreign, ...told(broken)], outdatedFiles(root, generated));
  if (foreign.length > 0) return fail([...foreign, 'Nothing written.']);
  if (broken.length > 0 && !options.includes('--accept-breaking')) {
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

process.exitCode = main(process.argv.slice(2));
