import { DomainError } from '@entrepot/kernel';
import type { Relay, ServiceParts } from '@entrepot/messaging';

const PATIENCE_MS = 5_000;

/**
 * How many committed records are not published yet: at least so many, 0 for none. Reads the feed from where the relay stands,
 * this process's or, by its stored position, another one's. Throws `store.unavailable` when the database does not tell in time.
 */
export async function relayGap(parts: ServiceParts, relay: Relay): Promise<number> {
  const { leading, sending, position } = relay.state;
  if (leading && sending > 0) return sending;
  const from = leading ? position : await parts.backbone.positions.get('relay');
  const signal = AbortSignal.timeout(PATIENCE_MS);
  for await (const { entries } of parts.backbone.store.feed(from, { signal, waitMs: 0 })) return entries.length;
  throw new DomainError('store.unavailable', { silentMs: PATIENCE_MS });
}
