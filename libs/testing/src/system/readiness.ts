import { setTimeout as sleep } from 'node:timers/promises';
import { PlainFailure } from '../process/plain-failure';
import type { SupervisedProcess } from './supervised-process';

const READY_WITHIN_MS = 120_000;
const ASK_EVERY_MS = 150;
/** A service that ends this often while it is waited for will not come up: better to say why. */
const HOPELESS_RESTARTS = 2;

export type Readiness = 'ready' | 'starting' | 'not ready' | 'unreachable';

/** What a service says of itself at the moment. */
export async function readinessOf(url: string): Promise<Readiness> {
  try {
    const answer = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(2_000) });
    await answer.body?.cancel();
    return answer.ok ? 'ready' : 'not ready';
  } catch {
    return 'unreachable';
  }
}

/** Waits until the service answers that it is ready, and takes its place behind others then; throws its last log lines when it does not come up. */
export async function untilReady(service: SupervisedProcess): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  const { restartCount: before } = service;
  while ((await readinessOf(service.url)) !== 'ready') {
    if (service.restartCount - before >= HOPELESS_RESTARTS) {
      throw new PlainFailure(
        `${service.label} ends again and again while starting. Its last words:\n${service.lastWords}`,
      );
    }
    if (Date.now() > deadline) {
      throw new PlainFailure(
        `${service.label} was not ready within two minutes. Its last words:\n${service.lastWords}`,
      );
    }
    await sleep(ASK_EVERY_MS);
  }
  service.letOthersGoFirst();
}
