import { messagingConformance } from './all.conformance';
import { RealRig } from './real-rig';

messagingConformance('on Kafka and MongoDB', () => new RealRig());
