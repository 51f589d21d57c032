import { MemoryBus } from '../src/index';
import { busConformance } from './bus.conformance';

busConformance('MemoryBus', async () => {
  const bus = new MemoryBus();
  return Promise.resolve({ bus, other: bus, patienceMs: 20, close: () => bus.close() });
});
