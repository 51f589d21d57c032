import { RealRig } from './real-rig';
import { relayConformance } from './relay.conformance';

relayConformance('on Kafka and MongoDB', () => new RealRig());
