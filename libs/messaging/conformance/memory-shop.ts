import { memoryBackbone } from '@entrepot/eventstore';
import { defaultLimits, MemoryBus, VirtualClock, type TopicPlan } from '../src/index';
import type { Limits, ServiceParts } from '../src/runtime/service-parts';
import { shopContracts, shopErrors } from './shop';

/** What the runtime of the shop stands on in memory, on a clock of its own. */
export async function memoryShop(topic: TopicPlan, limits: Partial<Limits> = {}) {
  const clock = new VirtualClock();
  const bus = new MemoryBus(clock);
  await bus.ensureTopics([topic]);
  const backbone = memoryBackbone({ clock: () => clock.date() });
  const fixed = { name: 'shop', contracts: shopContracts, errors: shopErrors, watch: {} };
  const parts: ServiceParts = { ...fixed, limits: { ...defaultLimits, ...limits }, backbone, bus, clock };
  return { parts, bus, backbone, clock };
}

export type MemoryShop = Awaited<ReturnType<typeof memoryShop>>;

/** For a reading that must not end. */
export function fail(error: Error): never {
  throw error;
}
