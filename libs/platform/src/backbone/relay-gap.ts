import type { Relay, ServiceParts } from '@entrepot/messaging';

/** Long enough for the change stream to hand out what it has; then it has nothing. */
const LOOK_MS = 400;

/**
 * How many committed records are not published yet: at least so many, 0 for none. Reads the feed from where the relay stands,
 * this process's or, by its stored position, another one's.
 */
export async function relayGap(parts: ServiceParts, relay: Relay): Promise<number> {
  const { leading, sending, position } = relay.state;
  if (leading && sending > 0) return sending;
  const from = leading ? position : await parts.backbone.positions.get('relay');
  const look = new AbortController();
  const timer = setTimeout(() => look.abort(), LOOK_MS);
  try {
    for await (const { entries } of parts.backbone.store.feed(from, { signal: look.signal })) {
      if (entries.length > 0) return entries.length;
    }
    return 0;
  } finally {
    clearTimeout(timer);
    look.abort();
  }
}
