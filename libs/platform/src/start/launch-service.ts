import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Logger, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { BackboneLifecycle } from '../backbone/backbone-lifecycle';
import type { DoorConfig } from '../config/service.config';
import { parseConfig, type Environment } from '../config/parse-config';
import { Vitals } from '../health/vitals';
import { openDoor } from '../http/door';
import { Problems } from '../http/problem';
import { createLogs, PinoBridge } from '../logs/logs';
import { Masking } from '../logs/mask';
import { personalNames } from '../logs/personal-names';
import { measureProcess } from '../metrics/metrics.controller';
import { serveOpenApi } from '../openapi/open-api';
import { operationsErrors } from '../operations/operations-errors';
import { inStartWords } from './in-start-words';
import { LaunchContext } from './launch-context';
import { definitionOf, LaunchModule } from './launch.module';
import { leave } from './leave';

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
}

const OPEN_REQUESTS_MS = 5_000;
const logger = new Logger('service');

/**
 * Starts a service in this process and resolves when it takes work. Rejects with `StartProblems`: one sentence per problem. What was
 * opened by then is closed again.
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
    const app = await createApp(module, config, context);
    return await start(app, config, context);
  } catch (error) {
    await context.opened.closeAll(() => undefined);
    throw inStartWords(error, config.port);
  }
}

async function createApp(module: Type, config: DoorConfig, context: LaunchContext): Promise<NestExpressApplication> {
  const definition = definitionOf(module);
  const logs = createLogs({ service: definition.name, level: config.logLevel, masking: new Masking(personalNames()) });
  const app = await NestFactory.create<NestExpressApplication>(LaunchModule.of(module, config, context), {
    abortOnError: false,
    bodyParser: false,
    logger: new PinoBridge(logs),
    routeConflictPolicy: { duplicate: 'error', shadow: 'error' },
    routeResolutionStrategy: 'specificity',
  });
  const problems = new Problems(operationsErrors, definition.errors);
  openDoor(app, { apiKeys: config.apiKeys, problems });
  serveOpenApi(app, { name: definition.name, summary: definition.summary ?? '' });
  measureProcess();
  return app;
}

async function start(app: NestExpressApplication, config: DoorConfig, context: LaunchContext): Promise<RunningService> {
  const backbone = backboneOf(app);
  const vitals = app.get(Vitals);
  let stopping: Promise<void> | undefined;
  const stop = () =>
    (stopping ??= leave({
      ...{ app, vitals, opened: context.opened, requestsMs: OPEN_REQUESTS_MS },
      ...(backbone !== undefined && { stopBackbone: () => backbone.stop() }),
      failed: (step, error) => logger.error('a step of leaving failed', { step, err: error }),
    }));
  try {
    await backbone?.prepare(app);
    await app.init();
    await backbone?.start(app);
    await app.listen(config.port, config.serviceHost);
  } catch (error) {
    await stop();
    throw error;
  }
  vitals.phase = 'running';
  const { port } = (app.getHttpServer() as Server).address() as AddressInfo;
  const host = config.serviceHost.includes(':') ? `[${config.serviceHost}]` : config.serviceHost;
  const url = `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}`;
  logger.log('ready', { url });
  return { app, url, shutdownTimeoutMs: config.shutdownTimeoutMs, stop };
}

function backboneOf(app: NestExpressApplication): BackboneLifecycle | undefined {
  try {
    return app.get(BackboneLifecycle, { strict: false });
  } catch {
    // A process that is a door only has none.
    return undefined;
  }
}
