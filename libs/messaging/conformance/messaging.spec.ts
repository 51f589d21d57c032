import { effectsConformance } from './effects.conformance';
import { MemoryRig } from './memory-rig';
import { reactionsConformance } from './reactions.conformance';
import { relayConformance } from './relay.conformance';
import { takersConformance } from './takers.conformance';
import { timersConformance } from './timers.conformance';
import { viewsConformance } from './views.conformance';

/** Everything that messaging promises. On Kafka and MongoDB it takes its time: there each part is asked in a file of its own. */
const parts = [effectsConformance, reactionsConformance, relayConformance, takersConformance, timersConformance, viewsConformance]; // prettier-ignore
for (const part of parts) part('in memory', () => new MemoryRig());
