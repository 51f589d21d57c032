import { RealRig } from './real-rig';
import { viewsConformance } from './views.conformance';

viewsConformance('on Kafka and MongoDB', () => new RealRig());
