import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  freeSystemPorts,
  startSystem,
  testBackend,
  uniqueName,
  type BackendAddresses,
  type RunningSystem,
  type ServiceName,
  type SystemPorts,
} from '@entrepot/testing';

export interface SystemWanted {
  readonly processesPerService?: Partial<Record<ServiceName, number>>;
  readonly env?: Readonly<Record<string, string>>;
  /** Servers to use; what is not given is started. Left out: those that all tests share. */
  readonly backends?: Partial<BackendAddresses>;
  /** Everybody outside speaks to the gateway: whoever uses it, the carrier and the payment provider. */
  readonly throughGateway?: boolean;
}

export interface OwnSystem {
  readonly system: RunningSystem;
  readonly topicPrefix: string;
  /** With the services' logs, and the data of servers that were started for it. */
  readonly folder: string;
  readonly stop: () => Promise<void>;
}

/** Starts a whole system of real processes with names of its own, on the Kafka and mongod of all tests. */
export async function ownSystem(wanted: SystemWanted): Promise<OwnSystem> {
  const { processesPerService, env, backends = testBackend(), throughGateway = false } = wanted;
  const ports = await freeSystemPorts();
  const folder = mkdtempSync(join(tmpdir(), 'entrepot-e2e-'));
  const topicPrefix = uniqueName('e2e');
  const settings = { TOPIC_PARTITIONS: '3', LOG_LEVEL: 'warn', ...(throughGateway && webhooksTo(ports)), ...env };
  const options = { dataDir: folder, ports, backends, topicPrefix, env: settings };
  const system = await startSystem({ ...options, ...(processesPerService ? { processesPerService } : {}) });
  const stop = async () => {
    await system.stop();
    // The services' logs are in there: E2E_KEEP_LOGS=1 keeps them for a look.
    if (!process.env['E2E_KEEP_LOGS']) rmSync(folder, { recursive: true, force: true });
  };
  return { system, topicPrefix, folder, stop };
}

/** Carrier and payment provider call back at the gateway. */
function webhooksTo({ services }: SystemPorts): Record<string, string> {
  const webhooks = `http://127.0.0.1:${services.gateway}/v1/webhooks`;
  return {
    PSP_WEBHOOK_URL: `${webhooks}/psp/{merchantId}`,
    CARRIER_WEBHOOK_URL: `${webhooks}/carriers/sandbox/{merchantId}`,
  };
}
