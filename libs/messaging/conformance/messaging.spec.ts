import { messagingConformance } from './all.conformance';
import { MemoryRig } from './memory-rig';

messagingConformance('in memory', () => new MemoryRig());
