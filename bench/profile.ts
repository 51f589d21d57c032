import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { SERVICE_NAMES } from '@entrepot/testing';
import { stateFolder } from '../libs/testing/src/workspace/root';
import { onOwnSystem } from '../tools/system-for-tool';
import { benchmark, type Run } from './benchmark';
import { anyLoop, countAboveZero } from './load/options';
import { benchOrdersOn, type BenchOptions } from './load/run';
import { Places } from './profile/places';
import { millisecondsByPart, type CpuProfile, type Window } from './profile/shares';

interface ProfileOptions extends BenchOptions {
  readonly parts: number;
}

/** Percent of the time in which the main thread had something to do, by part, the largest first. */
type Shares = Readonly<Record<string, number>>;

const now = (): number => Number(process.hrtime.bigint() / 1_000n);

function profilesIn(folder: string): CpuProfile[] {
  return readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as CpuProfile);
}

/** Which service wrote it: its own file is the one that is not shared. */
function serviceOf({ nodes }: CpuProfile): string | undefined {
  const files = new Set(nodes.map(({ callFrame }) => basename(callFrame.url)));
  return SERVICE_NAMES.find((name) => files.has(`${name}.js`));
}

function sharesOf(profile: CpuProfile, window: Window, parts: number): Shares {
  const spent = [...millisecondsByPart(profile, new Places(), window)].sort(([, a], [, b]) => b - a);
  const all = spent.reduce((sum, [, ms]) => sum + ms, 0);
  return Object.fromEntries(spent.slice(0, parts).map(([part, ms]) => [part, Math.round((ms / all) * 1_000) / 10]));
}

async function profiled(options: ProfileOptions): Promise<Run> {
  mkdirSync(stateFolder(), { recursive: true });
  const folder = mkdtempSync(join(stateFolder(), 'profile-'));
  try {
    const window = { from: 0, to: 0 };
    const watcher = { begins: () => void (window.from = now()), ended: () => void (window.to = now()) };
    // Every service writes its profile when it leaves.
    const env = { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${folder}` };
    const run = await onOwnSystem((target) => benchOrdersOn(target, options, watcher), { env });
    const profiles = profilesIn(folder);
    const percent = profiles.map((one) => [serviceOf(one), sharesOf(one, window, options.parts)] as const);
    return { ...run, figures: { ...run.figures, percentOfBusyTime: Object.fromEntries(percent) } };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export const profile = benchmark<ProfileOptions>({
  name: 'profile',
  does: 'Where the CPU time of an order goes in each service, by room of our libraries and by package; profiling costs about a tenth.',
  passes: 'all processed and balanced',
  options: (command) =>
    anyLoop(command, 'max', { warmUp: 1000 }).option(
      '--parts <count>',
      'how many parts of each service are told',
      countAboveZero,
      15,
    ),
  run: profiled,
});
