import { MemoryRig } from './memory-rig';
import { reactionsConformance } from './reactions.conformance';

reactionsConformance('in memory', () => new MemoryRig());
