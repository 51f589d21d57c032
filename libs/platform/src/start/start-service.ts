import type { Type } from '@nestjs/common';
import type { DoorConfig } from '../config/service.config';
import { processEnvironment } from '../config/environment.config';
import { processName } from './launch.module';
import { launchService, type RunningService } from './launch-service';
import { StartProblems } from './start-problems';
import { LeftEarly } from './unless-leaving';
import { withSourcePlaces } from '../logs/source-places';

const LEAVING_A_START_MS = 20_000;

/**
 * The whole of a service's `main.ts`: starts it from the process's environment, leaves on SIGTERM and SIGINT, also while it starts, and
 * ends with status 1 and one sentence per problem when it cannot start, or when it can no longer go on.
 */
export async function startService(module: Type, config: Type<DoorConfig>): Promise<void> {
  const name = processName(module);
  const leaving = new AbortController();
  const fatal = (error: Error) => die(name, error);
  const launching = launchService(module, config, processEnvironment(), { fatal, leaving: leaving.signal });
  leaveOnSignals(name, leaving, launching);
  await launching.catch((error: unknown) => {
    if (!(error instanceof LeftEarly)) die(name, error);
  });
}

function leaveOnSignals(name: string, leaving: AbortController, launching: Promise<RunningService>): void {
  const onSignal = () => {
    // The second signal is somebody who does not want to wait.
    if (leaving.signal.aborted) process.exit(1);
    leaving.abort();
    const late = () => die(name, new Error('leaving took too long'));
    let timer = setTimeout(late, LEAVING_A_START_MS);
    const stop = (service: RunningService) => {
      clearTimeout(timer);
      timer = setTimeout(late, service.shutdownTimeoutMs);
      return service.stop();
    };
    const failed = (error: unknown) => (error instanceof LeftEarly ? undefined : die(name, error));
    void launching.then(stop, failed).then(() => process.exit(0));
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
}

function die(name: string, error: unknown): never {
  const problems =
    error instanceof StartProblems ? error.problems : [withSourcePlaces(String((error as Error).stack ?? error))];
  process.stderr.write(problems.map((problem) => `${name}: ${problem}\n`).join(''));
  process.exit(1);
}
