import { rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { PlainFailure } from '../../libs/testing/src/process/plain-failure';
import { requirePorts } from '../../libs/testing/src/process/ports';
import type { Say } from '../../libs/testing/src/process/progress';
import { urlOf } from '../../libs/testing/src/system/environment';
import { supervisedSystem, writeRunRecord } from '../../libs/testing/src/system/run-file';
import type { ReadyRecord, StartingRecord } from '../../libs/testing/src/system/run-file';
import { portsFrom } from '../../libs/testing/src/system/services';
import type { SystemPorts } from '../../libs/testing/src/system/services';
import { startSystem } from '../../libs/testing/src/system/start-system';
import type { RunningSystem } from '../../libs/testing/src/system/start-system';
import { stateFolder } from '../../libs/testing/src/workspace/root';
import { chooseBackends } from './choose-backends';
import { startLanding } from './landing/server';
import type { StartOptions } from './options';

export interface Started {
  readonly system: RunningSystem;
  readonly landing: Server;
  readonly landingUrl: string;
}

/** Everything from the checks to the landing page; resolves when all services are ready. */
export async function startEverything(options: StartOptions, say: Say): Promise<Started> {
  refuseSecond();
  const ports = portsFrom(options.port);
  const { external, line } = await chooseBackends(process.env);
  await requirePorts(
    portsNeeded(ports, options, external),
    'stop that program, or choose other ports with --port BASE.',
  );
  say(line);
  const dataDir = dataFolder(options);
  const landingUrl = urlOf(ports.landing);
  const logs = join(dataDir, 'logs');
  writeRunRecord(startingRecord(landingUrl, logs));
  const topicPrefix = options.settings['TOPIC_PREFIX'];
  const system = await startSystem({
    dataDir,
    ports,
    services: options.only,
    env: options.settings,
    topicPrefix,
    backends: external,
    secretsFile: stateFolder('secrets.json'),
    archivesClasses: true,
    say,
  });
  const landing = await startLanding(ports.landing, system);
  writeRunRecord(readyRecord(system, { landingUrl, logs, topicPrefix }));
  return { system, landing, landingUrl };
}

const startingRecord = (landing: string, logs: string): StartingRecord => ({
  pid: process.pid,
  startedAt: new Date().toISOString(),
  landing,
  logs,
  ready: false,
});

interface Facts {
  readonly landingUrl: string;
  readonly logs: string;
  readonly topicPrefix?: string;
}

const readyRecord = (system: RunningSystem, { landingUrl, logs, topicPrefix }: Facts): ReadyRecord => ({
  ...startingRecord(landingUrl, logs),
  urls: system.urls,
  merchantId: system.merchantId,
  key: system.key,
  operatorKey: system.operatorKey,
  sandboxKey: system.sandboxKey,
  brokers: system.brokers,
  mongoUri: system.mongoUri,
  topicPrefix,
  ready: true,
});

function refuseSecond(): void {
  const running = supervisedSystem();
  if (!running) return;
  throw new PlainFailure(
    `Entrepot runs already in this checkout (${running.landing}): npm run stop ends it, npm run status shows it.`,
  );
}

/** Without --persist every start is fresh: what the last one left is removed first, not at the end, so that its logs stay readable. */
function dataFolder({ persist }: StartOptions): string {
  if (persist !== undefined) return persist;
  const folder = stateFolder('run');
  rmSync(folder, { recursive: true, force: true });
  return folder;
}

function portsNeeded(
  ports: SystemPorts,
  { only }: StartOptions,
  external: { brokers?: string; mongoUri?: string },
): number[] {
  const services = only.map((name) => ports.services[name]);
  const kafka = external.brokers ? [] : [ports.kafka, ports.kafkaController];
  const mongod = external.mongoUri ? [] : [ports.mongod];
  return [ports.landing, ...services, ...kafka, ...mongod];
}
