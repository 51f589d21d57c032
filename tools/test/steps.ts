import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { prepareKafka } from '../../libs/testing/src/embedded/kafka-files';
import { prepareMongod } from '../../libs/testing/src/embedded/mongod-files';
import { workspaceRoot } from '../../libs/testing/src/workspace/root';
import { tallyOfCheck, tallyOfJest } from './tally';
import type { JestResult, Tally } from './tally';

export interface Step {
  readonly name: string;
  readonly does: string;
  /** Keeps one core busy: runs beside its neighbours of which that is true too. */
  readonly ofOneCore?: boolean;
  readonly run: () => Promise<Tally>;
}

const installed = (script: string): string => join(workspaceRoot(), 'node_modules', script);

/** Runs a script on this Node. Its output goes straight to the terminal, or in one piece once it has ended. */
function runNode(file: string, args: readonly string[], output: 'as it comes' | 'whole' = 'as it comes') {
  const flags = ['--disable-warning=TimeoutNegativeWarning', '--max-old-space-size=6144'];
  const stdio = output === 'whole' ? 'pipe' : 'inherit';
  return new Promise<number>((resolve) => {
    const child = spawn(process.execPath, [...flags, file, ...args], { cwd: workspaceRoot(), stdio });
    const said: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => said.push(chunk));
    child.once('error', () => resolve(127));
    child.once('close', (code) => {
      process.stdout.write(Buffer.concat(said));
      resolve(code ?? 1);
    });
  });
}

const check =
  (script: string, ...args: string[]) =>
  async (): Promise<Tally> =>
    tallyOfCheck(await runNode(installed(script), args, 'whole'));

const jest =
  (project: string, args: readonly string[], name = project) =>
  async (): Promise<Tally> => {
    const results = join(workspaceRoot(), '.cache', 'tests');
    const file = join(results, `${name}.json`);
    mkdirSync(results, { recursive: true });
    rmSync(file, { force: true });
    const report = ['--json', '--outputFile', file];
    const code = await runNode(installed('jest/bin/jest.js'), ['--selectProjects', project, ...report, ...args]);
    return tallyOfJest(readResult(file), code);
  };

function readResult(file: string): JestResult | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as JestResult;
  } catch {
    return undefined;
  }
}

/** Fetches the servers that the later steps start, so that a missing prerequisite is told before minutes have passed. */
async function setUp(): Promise<Tally> {
  const say = (line: string): void => console.error(line);
  if (!process.env['KAFKA_BROKERS']) await prepareKafka(say);
  if (!process.env['MONGODB_URI']) await prepareMongod(say);
  return { passed: 0, failed: 0 };
}

/** Histories in which things go wrong, always the same ones: what fails here fails everywhere. `--daily` plays others. */
const SIMULATED_HISTORIES = '1000';

async function simulate(): Promise<Tally> {
  const file = join(workspaceRoot(), 'dist', 'tools', 'simulate', 'main.js');
  return tallyOfCheck(await runNode(file, ['--histories', SIMULATED_HISTORIES]));
}

const eslintCache = ['--cache', '--cache-location', '.cache/eslint/', '--cache-strategy', 'content'];
const prettierCache = ['--cache', '--cache-location', '.cache/prettier', '--cache-strategy', 'content'];

/** jest leaves a core unused by default. */
const BOTH_CORES = ['--maxWorkers=2'];
/** Integration tests wait much of their time: for brokers, databases, groups, time-outs. */
const MORE_THAN_CORES = ['--maxWorkers=3'];

/** Journeys that start systems of their own, one by one; the others share one. Both wait half their time. */
const ON_THEIR_OWN = ['crash.e2e', 'two-pods.e2e', 'erasure.e2e', 'rotation.e2e'];

/** All of `npm test`, cheap ones first. */
export const steps: readonly Step[] = [
  { name: 'set-up', does: 'Kafka and mongod for the tests', run: setUp },
  {
    name: 'format',
    does: 'prettier',
    ofOneCore: true,
    run: check('prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', ...prettierCache, '.'),
  },
  { name: 'types', does: 'tsc', ofOneCore: true, run: check('typescript/bin/tsc', '-p', 'tsconfig.json') },
  {
    name: 'lint',
    does: 'eslint',
    ofOneCore: true,
    run: check('eslint/bin/eslint.js', '--max-warnings', '0', ...eslintCache, '.'),
  },
  { name: 'unit', does: 'unit tests', run: jest('unit', BOTH_CORES) },
  { name: 'wide', does: 'property, contract, simulation and architecture tests', run: jest('wide', BOTH_CORES) },
  { name: 'simulation', does: 'histories in which things go wrong', run: simulate },
  { name: 'integration', does: 'integration and component tests', run: jest('integration', MORE_THAN_CORES) },
  {
    name: 'e2e',
    does: 'journeys through all services',
    ofOneCore: true,
    run: jest('e2e', ['--runInBand', '--testPathIgnorePatterns', ...ON_THEIR_OWN]),
  },
  {
    name: 'systems',
    does: 'systems that are killed, doubled, erased from',
    ofOneCore: true,
    run: jest('e2e', ['--runInBand', '--testPathPatterns', ...ON_THEIR_OWN], 'systems'),
  },
];
