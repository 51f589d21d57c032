import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Logger, type Abstract, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { BackboneLifecycle } from '../backbone/backbone-lifecycle';
import { checkConnections } from '../backbone/check/check-connections';
import type { DoorConfig, ServiceConfig } from '../config/service.config';
import { parseConfig, type Environment } from '../config/parse-config';
import { Vitals } from '../health/vitals';
import { Admissions } from '../access/admissions';
import { ApiKeys } from '../access/api-keys';
import { openDoor } from '../http/door';
import { PassThrough } from '../http/pass-through';
import { Problems } from '../http/problem';
import { createLogs, PinoBridge } from '../logs/logs';
import { Masking } from '../logs/mask';
import { personalNames } from '../logs/personal-names';
import { measureProcess } from '../metrics/metrics.controller';
import { serveOpenApi } from '../openapi/open-api';
import { OpenApiCompletion } from '../openapi/open-api-completion';
import { operationsErrors } from '../operations/operations-errors';
import { openTracing } from '../tracing/open-tracing';
import { inStartWords } from './in-start-words';
import { LaunchContext } from './launch-context';
import { definitionOf, hasBackbone, LaunchModule } from './launch.module';
import { leave } from './leave';
import { OpenAnswers } from './open-answers';
import { StartProblems } from './start-problems';
import { unlessLeaving } from './unless-leaving';

export interface RunningService {
  readonly app: NestExpressApplication;
  /** `http://host:port` of the door, with the port that was taken. */
  readonly url: string;
  readonly shutdownTimeoutMs: number;
  /** Leaves in order: not ready, doors closed, commits finished, published, offsets committed, connections closed. */
  stop(): Promise<void>;
}

export interface LaunchOptions {
  /** Something ended for good that the service cannot do without. By default it is logged only. */
  readonly fatal?: (error: Error) => void;
  /** Ends a start that is under way: what was opened, leased and joined by then is given back. */
  readonly leaving?: AbortSignal;
}

const OPEN_REQUESTS_MS = 5_000;
/** Of the time for leaving, what a door that has nothing else to finish keeps for the rest. */
const DOOR_RESERVE_MS = 5_000;
const KEEP_ALIVE_MS = 65_000;
/** Servers and services may start at the same time; so long an election of a primary takes, too. */
const SERVERS_AWAY_MS = 15_000;
const logger = new Logger('service');

/**
 * Starts a service in this process and resolves when it takes work. Rejects with `StartProblems`: one sentence per problem, or with
 * `LeftEarly`. What was opened by then is closed again.
 */
export async function launchService(
  module: Type,
  configClass: Type<DoorConfig>,
  environment: Environment,
  options: LaunchOptions = {},
): Promise<RunningService> {
  const config = parseConfig(configClass, environment);
  const context = new LaunchContext((error) => {
    logger.fatal('the service cannot go on', { err: error });
    options.fatal?.(error);
  });
  try {
    const { leaving } = options;
    const look = () => warningsOf(module, config as ServiceConfig);
    const warnings = hasBackbone(module) ? await unlessLeaving(leaving, look) : [];
    const app = await createApp(module, config, context);
    app.get(Vitals).warnings = warnings;
    for (const warning of warnings) logger.warn(warning);
    const backbone = hasBackbone(module) ? app.get(BackboneLifecycle) : undefined;
    return await start({ app, config, context, backbone }, leaving);
  } catch (error) {
    await context.opened.closeAll(() => undefined);
    throw inStartWords(error, config.port);
  }
}

/** Looks at Kafka and MongoDB before anything is opened, so that everything that is wrong with both is said at once. */
async function warningsOf(module: Type, config: ServiceConfig): Promise<readonly string[]> {
  const { problems, warnings } = await checkConnections(config, definitionOf(module), SERVERS_AWAY_MS);
  if (problems.length > 0) throw new StartProblems([...problems]);
  return warnings;
}

async function createApp(module: Type, config: DoorConfig, context: LaunchContext): Promise<NestExpressApplication> {
  const definition = definitionOf(module);
  context.tracing = openTracing(config, definition.name);
  // Opened first, so closed last: what is recorded while leaving is sent too.
  context.opened.add('traces', () => context.tracing.close());
  const logs = createLogs({ service: definition.name, level: config.logLevel, masking: new Masking(personalNames()) });
  const app = await NestFactory.create<NestExpressApplication>(LaunchModule.of(module, config, context), {
    abortOnError: false,
    bodyParser: false,
    logger: new PinoBridge(logs),
    routeConflictPolicy: { duplicate: 'error', shadow: 'error' },
    routeResolutionStrategy: 'specificity',
  });
  const problems = new Problems(operationsErrors, definition.errors);
  const issued = hasBackbone(module) ? app.get(Admissions, { strict: false }) : undefined;
  const keys = new ApiKeys(config.trust, issued);
  const { tracing } = context;
  openDoor(app, { keys, service: definition.name, problems, tracing, passThrough: provided(app, PassThrough) });
  const completion = provided(app, OpenApiCompletion);
  serveOpenApi(app, { name: definition.name, summary: definition.summary ?? '', completion });
  measureProcess();
  return app;
}

/** What a module provides under a token of ours, if it does. */
function provided<T>(app: NestExpressApplication, token: Abstract<T>): T | undefined {
  try {
    return app.get<T>(token, { strict: false });
  } catch (error) {
    if ((error as Error).constructor.name === 'UnknownElementException') return undefined;
    throw error;
  }
}

interface Created {
  readonly app: NestExpressApplication;
  readonly config: DoorConfig;
  readonly context: LaunchContext;
  readonly backbone: BackboneLifecycle | undefined;
}

async function start(created: Created, leaving: AbortSignal | undefined): Promise<RunningService> {
  const { app, config, backbone } = created;
  const stop = stopOnce(created);
  try {
    await unlessLeaving(leaving, async () => backbone?.prepare(app));
    await unlessLeaving(leaving, () => app.init());
    // The door first: joining a consumer group may take as long as a member that was killed keeps its place.
    await app.listen(config.port, config.serviceHost);
    await unlessLeaving(leaving, async () => backbone?.start(app));
  } catch (error) {
    await stop();
    throw error;
  }
  const server = app.getHttpServer() as Server;
  // Longer than load balancers keep theirs: who closes first decides whose request is lost.
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  app.get(Vitals).phase = 'running';
  const url = urlOf(config.serviceHost, server.address() as AddressInfo);
  logger.log('ready', { url });
  return { app, url, shutdownTimeoutMs: config.shutdownTimeoutMs, stop };
}

function stopOnce({ app, config, context, backbone }: Created): () => Promise<void> {
  let stopping: Promise<void> | undefined;
  const patienceMs = backbone === undefined ? config.shutdownTimeoutMs - DOOR_RESERVE_MS : 0;
  const parts = {
    ...{
      app,
      vitals: app.get(Vitals),
      opened: context.opened,
      answers: new OpenAnswers(app.getHttpServer() as Server),
    },
    ...{ requestsMs: Math.max(OPEN_REQUESTS_MS, patienceMs) },
    ...(backbone !== undefined && { stopBackbone: () => backbone.stop() }),
    failed: (step: string, error: unknown) => logger.error('a step of leaving failed', { step, err: error }),
  };
  return () => (stopping ??= leave(parts));
}

function urlOf(host: string, { port }: AddressInfo): string {
  const reachable = host === '0.0.0.0' ? '127.0.0.1' : host;
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
}
