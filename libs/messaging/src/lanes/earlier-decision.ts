import type { Streams } from '@entrepot/eventstore';
import type { StreamType } from '@entrepot/kernel';
import type { EventMeta } from '../message/event-meta';

const PAGE = 1_000;

interface Target {
  readonly on: StreamType<unknown>;
  readonly merchantId: string;
  readonly key: string;
}

/** Whether a stream has recorded a decision that was caused by exactly this event. */
export async function wasDecided(streams: Streams, target: Target, cause: EventMeta): Promise<boolean> {
  for (let after = 0; ;) {
    const page = await streams.history(target.on, target.merchantId, target.key, { after, limit: PAGE });
    for (const { cause: earlier } of page) {
      const [version, index] = earlier.position ?? [];
      if (earlier.source === cause.stream && version === cause.version && index === cause.index) return true;
    }
    const last = page.at(-1);
    if (last === undefined || last.version === after) return false;
    after = last.version;
  }
}
