import { freePorts } from '../process/ports';
import { SERVICE_NAMES } from './services';
import type { ServiceName, SystemPorts } from './services';

/** Ports that were free a moment ago, for a system beside whatever else runs on this machine. */
export async function freeSystemPorts(): Promise<SystemPorts> {
  const [landing = 0, kafka = 0, kafkaController = 0, mongod = 0, ...rest] = await freePorts(4 + SERVICE_NAMES.length);
  const services = Object.fromEntries(SERVICE_NAMES.map((name, index) => [name, rest[index] ?? 0]));
  return { landing, kafka, kafkaController, mongod, services: services as Record<ServiceName, number> };
}
