import { RealRig } from './real-rig';
import { takersConformance } from './takers.conformance';

takersConformance('on Kafka and MongoDB', () => new RealRig());
