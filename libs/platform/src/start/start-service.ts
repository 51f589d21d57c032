import type { Type } from '@nestjs/common';
import type { DoorConfig } from '../config/service.config';
import { processEnvironment } from '../config/environment.config';
import { processName } from './launch.module';
import { launchService, type RunningService } from './launch-service';
import { StartProblems } from './start-problems';

/**
 * The whole of a service's `main.ts`: starts it from the process's environment, leaves on SIGTERM and SIGINT, and ends with status 1
 * and one sentence per problem when it cannot start, or when it can no longer go on.
 */
export async function startService(module: Type, config: Type<DoorConfig>): Promise<void> {
  const name = processName(module);
  try {
    const service = await launchService(module, config, processEnvironment(), { fatal: (error) => die(name, error) });
    leaveOnSignals(name, service);
  } catch (error) {
    die(name, error);
  }
}

function leaveOnSignals(name: string, service: RunningService): void {
  let leaving = false;
  const onSignal = () => {
    // The second signal is somebody who does not want to wait.
    if (leaving) process.exit(1);
    leaving = true;
    const timer = setTimeout(() => die(name, new Error('leaving took too long')), service.shutdownTimeoutMs);
    void service.stop().then(() => {
      clearTimeout(timer);
      process.exit(0);
    });
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
}

function die(name: string, error: unknown): never {
  const problems = error instanceof StartProblems ? error.problems : [String((error as Error).stack ?? error)];
  process.stderr.write(problems.map((problem) => `${name}: ${problem}\n`).join(''));
  process.exit(1);
}
