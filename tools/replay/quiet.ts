import type { Api } from './api';
import type { Services } from './services';

const LONGEST_WAIT_MS = 120_000;
const ASK_EVERY_MS = 100;
/** Work hops from service to service: only several quiet looks in a row mean that nothing is under way. */
const QUIET_LOOKS = 4;

/**
 * Waits until no service has anything to publish or to read, and no webhook of the sandbox, if it is given, is still to come. False
 * when that does not come about in two minutes.
 */
export async function untilQuiet(services: readonly Api[], sandbox?: Api): Promise<boolean> {
  const deadline = Date.now() + LONGEST_WAIT_MS;
  let quiet = 0;
  while (Date.now() < deadline) {
    const answers = await Promise.all(services.map((api) => api.get<{ idle: boolean }>('/v1/operations/progress')));
    const { waiting = 0 } = (await sandbox?.get<{ waiting: number }>('/sandbox/webhooks')) ?? {};
    quiet = waiting === 0 && answers.every(({ idle }) => idle) ? quiet + 1 : 0;
    if (quiet === QUIET_LOOKS) return true;
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
  }
  return false;
}

/** The same of a whole system: all of its services, and the webhooks of its sandbox. */
export function untilAllQuiet({ sandbox, ...own }: Services): Promise<boolean> {
  return untilQuiet(Object.values(own), sandbox);
}
