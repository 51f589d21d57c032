import { latencyOf, type Latency } from '../figures/latency';
import type { Committed } from './committed';

export interface Delays {
  /** Of every event, milliseconds. */
  readonly commitToAppendMs: Latency;
  readonly commitToAppendMsByService: Readonly<Record<string, Latency>>;
  readonly events: number;
  /** Records of which no event was ever published: those that record nothing but their cause. */
  readonly recordsWithoutEvents: number;
}

/** From the entry of a record in the database's log to the entry of each of its events in Kafka's. */
export function delaysOf(committed: readonly Committed[], appended: ReadonlyMap<string, number>): Delays {
  const byService = new Map<string, number[]>();
  let recordsWithoutEvents = 0;
  for (const { service, recordId, at } of committed) {
    const delays = momentsOf(recordId, appended).map((moment) => moment - at);
    if (delays.length === 0) recordsWithoutEvents += 1;
    const known = byService.get(service);
    if (known) known.push(...delays);
    else byService.set(service, delays);
  }
  const all = [...byService.values()].flat();
  const services = [...byService].filter(([, delays]) => delays.length > 0);
  return {
    commitToAppendMs: latencyOf(all),
    commitToAppendMsByService: Object.fromEntries(services.map(([name, delays]) => [name, latencyOf(delays)])),
    events: all.length,
    recordsWithoutEvents,
  };
}

function momentsOf(recordId: string, appended: ReadonlyMap<string, number>): number[] {
  const moments: number[] = [];
  for (let moment = appended.get(`${recordId}#0`); moment !== undefined;) {
    moments.push(moment);
    moment = appended.get(`${recordId}#${moments.length}`);
  }
  return moments;
}
