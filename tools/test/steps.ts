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
  readonly run: () => Promise<Tally>;
}

/** Runs a script of an installed package on this Node, its output straight to the terminal. */
function runScript(script: string, args: readonly string[]): Promise<number> {
  return runNode(join(workspaceRoot(), 'node_modules', script), args);
}

function runNode(file: string, args: readonly string[]): Promise<number> {
  const cwd = workspaceRoot();
  const flags = ['--disable-warning=TimeoutNegativeWarning', '--max-old-space-size=6144'];
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [...flags, file, ...args], { cwd, stdio: 'inherit' });
    child.once('error', () => resolve(127));
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

const check =
  (script: string, ...args: string[]) =>
  async (): Promise<Tally> =>
    tallyOfCheck(await runScript(script, args));

const jest =
  (project: string, ...args: string[]) =>
  async (): Promise<Tally> => {
    const results = join(workspaceRoot(), '.cache', 'tests');
    const file = join(results, `${project}.json`);
    mkdirSync(results, { recursive: true });
    rmSync(file, { force: true });
    const report = ['--json', '--outputFile', file];
    const code = await runScript('jest/bin/jest.js', ['--selectProjects', project, ...report, ...args]);
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

/** jest leaves a core unused by default; journeys run one by one, they start whole systems. */
const BOTH_CORES = ['--maxWorkers=2'];

/** All of `npm test`, cheap ones first. */
export const steps: readonly Step[] = [
  { name: 'set-up', does: 'Kafka and mongod for the tests', run: setUp },
  {
    name: 'format',
    does: 'prettier',
    run: check('prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', ...prettierCache, '.'),
  },
  { name: 'types', does: 'tsc', run: check('typescript/bin/tsc', '-p', 'tsconfig.json') },
  { name: 'lint', does: 'eslint', run: check('eslint/bin/eslint.js', '--max-warnings', '0', ...eslintCache, '.') },
  { name: 'unit', does: 'unit tests', run: jest('unit', ...BOTH_CORES) },
  { name: 'wide', does: 'property, contract, simulation and architecture tests', run: jest('wide', ...BOTH_CORES) },
  { name: 'simulation', does: 'histories in which things go wrong', run: simulate },
  { name: 'integration', does: 'integration and component tests', run: jest('integration', ...BOTH_CORES) },
  { name: 'e2e', does: 'journeys through all services', run: jest('e2e', '--runInBand') },
];
