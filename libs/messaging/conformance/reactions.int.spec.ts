import { RealRig } from './real-rig';
import { reactionsConformance } from './reactions.conformance';

reactionsConformance('on Kafka and MongoDB', () => new RealRig());
