import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningSystem, Say, ServiceName } from '@entrepot/testing';
import { promised, type Drill, type Outcome } from '../drill';
import { withGround, type Ground } from '../ground/ground';
import { Balancer } from '../load/balancer';
import { Load } from '../load/load';
import { READ, Readers } from '../load/readers';

const PROCESSES = 2;
const BETWEEN_MS = 1_000;
const EXIT_WITHIN_MS = 20_000;
const READ_EVERY_MS = 50;

export interface SigtermOptions {
  readonly orders: number;
  readonly perSecond: number;
}

interface Exit {
  readonly process: string;
  readonly ms: number;
  readonly status: number | null;
}

/** Every process of every service is asked to leave while work comes in, one after the other, as in a rolling update. */
export function sigterm(options: SigtermOptions): Drill {
  const processesPerService = Object.fromEntries(READ.map((name) => [name, PROCESSES]));
  const env = { LOG_LEVEL: 'warn', SHUTDOWN_TIMEOUT_MS: String(EXIT_WITHIN_MS) };
  return {
    name: 'sigterm',
    does: 'two processes of every service: SIGTERM of one after the other while orders come in and lists are read',
    seconds: 300,
    run: (say) => withGround({ say, env, processesPerService }, (ground) => leaving(ground, { ...options, say })),
  };
}

async function leaving(
  { system, target }: Ground,
  { say, ...pace }: SigtermOptions & { readonly say: Say },
): Promise<Outcome> {
  const balancers = new Map(READ.map((name) => [name, new Balancer(system.instances[name] ?? [])]));
  const urlOf = (name: ServiceName) => balancers.get(name)?.url() ?? '';
  const load = await Load.begin(target, { ...pace, overHttp: 2, url: () => urlOf('orders'), say });
  const readers = new Readers(urlOf, target.key, READ_EVERY_MS);
  const exits = await leaveOneByOne(system, say);
  await readers.stop();
  const { report, promised: common, figures } = await load.end();
  await Promise.all([...balancers.values()].map((balancer) => balancer.stop()));
  const promises = [...promisesOf(load, readers, exits), ...common];
  return { promised: promises, figures: { exits, reads: readers.answers.counts, ...figures }, report };
}

async function leaveOneByOne(system: RunningSystem, say: Say): Promise<Exit[]> {
  const exits: Exit[] = [];
  for (let index = 0; index < PROCESSES; index += 1) {
    for (const name of READ) {
      const process = `${name}-${index + 1}`;
      const since = performance.now();
      const ending = await system.kill(name, index, 'SIGTERM');
      const exit = { process, ms: Math.round(performance.now() - since), status: ending?.code ?? null };
      exits.push(exit);
      say(`SIGTERM of ${process}: left with status ${exit.status} after ${exit.ms} ms`);
      await system.ready(name);
      await sleep(BETWEEN_MS);
    }
  }
  return exits;
}

function promisesOf(load: Load, readers: Readers, exits: readonly Exit[]) {
  const placing = load.shoppers.answers;
  const reading = readers.answers;
  const failed = [placing, reading].reduce((sum, { counts }) => sum + counts.failed + counts.broken, 0);
  const longest = Math.max(...exits.map(({ ms }) => ms));
  const clean = exits.every(({ ms, status }) => status === 0 && ms <= EXIT_WITHIN_MS);
  const details = [placing, reading].flatMap(({ failures, breaks }) => [...failures, ...breaks]);
  const seen = [`orders: ${placing.text()}`, `lists: ${reading.text()}`, ...details];
  return [
    promised(
      'every process leaves with status 0 within 20 s',
      clean,
      `${exits.length} processes left, the slowest after ${longest} ms`,
    ),
    promised(
      'no request fails: whoever is not let in any more is served by the other process',
      failed === 0 && reading.counts.accepted > 0,
      seen.join('; '),
    ),
  ];
}
