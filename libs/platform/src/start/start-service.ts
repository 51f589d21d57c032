import type { INestApplication, Type } from '@nestjs/common';
import type { ServiceConfig } from '../config/service.config';

/** A started service, for tests and for the process itself. */
export interface RunningService {
  readonly app: INestApplication;
  /** `http://host:port` of the door, with the port that was taken. */
  readonly url: string;
  /** Leaves in order: not ready, doors closed, commits finished, published, offsets committed, database closed. Never rejects twice. */
  stop(): Promise<void>;
}

/**
 * Starts a service in this process and returns when it is ready. Throws `StartProblems` with one sentence per problem.
 * `environment` is what the config is parsed from.
 */
export async function launchService(
  module: Type,
  config: Type<ServiceConfig>,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<RunningService> {
  throw new Error(`not yet: ${module.name} ${config.name} ${Object.keys(environment).length}`);
}

/** The whole of a service's `main.ts`: starts it from the process's environment, leaves on SIGTERM and SIGINT, exits 1 when it cannot start. */
export async function startService(module: Type, config: Type<ServiceConfig>): Promise<void> {
  await launchService(module, config, {});
}
