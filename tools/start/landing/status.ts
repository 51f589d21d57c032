import { readinessOf } from '../../../libs/testing/src/system/readiness';
import type { Readiness } from '../../../libs/testing/src/system/readiness';
import { SERVICES } from '../../../libs/testing/src/system/services';
import type { ServiceName } from '../../../libs/testing/src/system/services';
import type { RunningSystem } from '../../../libs/testing/src/system/start-system';

export interface ProcessStatus {
  readonly process: string;
  readonly service: ServiceName;
  readonly does: string;
  readonly url: string;
  readonly state: Readiness;
  readonly pid?: number;
  readonly restarts: number;
}

/** Asks every service process how it is. */
export function statusOf(system: RunningSystem): Promise<ProcessStatus[]> {
  const pids = system.pids();
  const restarts = system.restarts();
  const entries = Object.entries(system.instances) as [ServiceName, readonly string[]][];
  const asked = entries.flatMap(([service, urls]) =>
    urls.map(async (url, index) => {
      const process = index === 0 ? service : `${service}-${index + 1}`;
      const { does } = SERVICES[service];
      const state = await readinessOf(url);
      return { process, service, does, url, state, pid: pids[process], restarts: restarts[process] ?? 0 };
    }),
  );
  return Promise.all(asked);
}
