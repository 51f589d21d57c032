import { RealRig } from './real-rig';
import { timersConformance } from './timers.conformance';

timersConformance('on Kafka and MongoDB', () => new RealRig());
