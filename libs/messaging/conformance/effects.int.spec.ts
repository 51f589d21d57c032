import { RealRig } from './real-rig';
import { effectsConformance } from './effects.conformance';

effectsConformance('on Kafka and MongoDB', () => new RealRig());
