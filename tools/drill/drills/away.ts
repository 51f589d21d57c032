import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { BACKBONE_SERVICES } from '@entrepot/contracts/access';
import { eventually, freePorts, startKafka, startMongod, type Say } from '@entrepot/testing';
import { promised, type Drill, type Outcome } from '../drill';
import { onGround, withFolder, type Ground } from '../ground/ground';
import { Restartable } from '../ground/restartable';
import { HealthWatch } from '../load/health-watch';
import { Load } from '../load/load';

const GREEN_WITHIN_MS = 90_000;
const SETTLING_MS = 5_000;

export interface AwayOptions {
  readonly orders: number;
  readonly perSecond: number;
  /** How long each server is away. */
  readonly forMs: number;
}

interface Servers {
  readonly broker: Restartable;
  readonly database: Restartable;
}

/** The broker is away, then the database. */
export function away(options: AwayOptions): Drill {
  return {
    name: 'away',
    does: `the only broker, then the only database, is away for ${options.forMs / 1000} s`,
    seconds: 220,
    run: (say) =>
      withFolder(async (folder) => {
        const servers = await startServers(folder, say);
        try {
          return await onServers(servers, folder, { ...options, say });
        } finally {
          await Promise.all([servers.broker.goes(), servers.database.goes()]);
        }
      }),
  };
}

async function startServers(folder: string, say: Say): Promise<Servers> {
  const [broker = 0, controller = 0, port = 0] = await freePorts(3);
  const kafka = () => startKafka({ ports: { broker, controller }, folder: join(folder, 'kafka'), say });
  const mongod = () => startMongod({ port, folder: join(folder, 'mongod'), say });
  const [one, other] = await Promise.all([Restartable.of('broker', kafka), Restartable.of('database', mongod)]);
  return { broker: one, database: other };
}

type Settings = AwayOptions & { readonly say: Say };

async function onServers({ broker, database }: Servers, dataDir: string, settings: Settings): Promise<Outcome> {
  const { say, forMs, ...pace } = settings;
  const backends = { brokers: broker.address, mongoUri: database.address };
  const env = { LOG_LEVEL: 'warn', KAFKA_SESSION_TIMEOUT_MS: '6000' };
  return onGround({ dataDir, say, backends, env }, async (ground) => {
    const load = await Load.begin(ground.target, { ...pace, say });
    const absences = [];
    for (const server of [broker, database]) {
      await sleep(SETTLING_MS);
      absences.push(await absence(server, ground, { forMs, say }));
    }
    const { report, promised: common, figures } = await load.end();
    const restarts = ground.system.restarts();
    const own = [...absences.map(promisedOf), ...doors(load, restarts)];
    return { promised: [...own, ...common], figures: { absences, restarts, ...figures }, report };
  });
}

interface Absence {
  readonly server: string;
  /** By service, milliseconds after the server went or came back; undefined where that did not happen. */
  readonly services: Awaited<ReturnType<HealthWatch['stop']>>;
}

async function absence(
  server: Restartable,
  { system }: Ground,
  { forMs, say }: { forMs: number; say: Say },
): Promise<Absence> {
  const watch = new HealthWatch(Object.fromEntries(BACKBONE_SERVICES.map((name) => [name, system.urls[name]])));
  say(`the ${server.name} goes`);
  watch.breaks();
  await server.goes();
  await sleep(forMs);
  say(`the ${server.name} comes back`);
  await server.comes();
  watch.heals();
  await eventually(() => Promise.resolve(watch.isGreen), Boolean, GREEN_WITHIN_MS);
  await sleep(SETTLING_MS);
  const services = await watch.stop();
  say(`after the ${server.name}: ${JSON.stringify(services)}`);
  return { server: server.name, services };
}

function promisedOf({ server, services }: Absence) {
  const all = Object.values(services);
  const kept = all.every(({ ready, redAfterMs, deadLooks }) => ready && redAfterMs !== undefined && deadLooks === 0);
  const slowest = (pick: (one: (typeof all)[number]) => number | undefined) =>
    Math.round(Math.max(...all.map((one) => pick(one) ?? Number.POSITIVE_INFINITY)) / 1000);
  return promised(
    `while the ${server} is away every service stays alive and says that it is not ready; then it is ready again`,
    kept,
    `${all.length} services: the last was red after ${slowest((one) => one.redAfterMs)} s, and green ${slowest(greenAfterMs)} s after the ${server} was back`,
  );
}

/** Who is ready before its server says that it is was so at once. */
const greenAfterMs = ({ ready, greenAfterMs: ms = 0 }: Absence['services'][string]) => (ready ? ms : undefined);

function doors(load: Load, restarts: Readonly<Record<string, number>>) {
  const { answers } = load.shoppers;
  const worst = answers.counts.failed + answers.counts.broken + answers.counts.refused;
  const again = Object.values(restarts).reduce((sum, count) => sum + count, 0);
  return [
    promised(
      'orders over HTTP are taken durably or answered with 503 and Retry-After',
      worst === 0 && answers.counts.later > 0,
      [answers.text(), ...answers.failures].join('; '),
    ),
    promised('no process is started again', again === 0, `${again} restarts`),
  ];
}
