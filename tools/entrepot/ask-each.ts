import { isKeyRefused } from './door';
import { EXIT, Failed } from './exit';
import type { Say } from './say';
import type { OwnService } from './services';

/** What was asked of several services. */
export interface Asked<T> {
  readonly found: readonly T[];
  /** Whether all of them have answered. */
  readonly complete: boolean;
}

/**
 * Asks several services at once and warns of those that do not answer: one that is away hides nothing of the others. Throws where a
 * request is refused, and where nobody answers.
 */
export async function askEach<T>(
  say: Pick<Say, 'warn'>,
  services: readonly OwnService[],
  ask: (service: OwnService) => Promise<readonly T[]>,
): Promise<Asked<T>> {
  const answers = await Promise.all(
    services.map((service) => ask(service).catch((error: unknown) => ({ service, failed: awayOnly(error) }))),
  );
  const away = answers.filter((answer) => 'failed' in answer);
  if (away.length === services.length) throw away[0]!.failed;
  for (const { service, failed } of away) say.warn(`nothing is shown of ${service}: ${failed.message}`);
  const found = answers.flatMap((answer) => ('failed' in answer ? [] : answer));
  return { found, complete: away.length === 0 };
}

function awayOnly(error: unknown): Failed {
  if (error instanceof Failed && error.status === EXIT.unreachable && !isKeyRefused(error)) return error;
  throw error;
}
