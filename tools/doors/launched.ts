import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchService, type RunningService } from '@entrepot/platform';
import { cleanUp, freePort, SERVICE_NAMES, testBackend, type ServiceName } from '@entrepot/testing';
import { environmentOf, ownEnvironment, urlOf } from '../../libs/testing/src/system/environment';
import { secretsIn, type SystemSecrets } from '../../libs/testing/src/system/secrets';
import { configOf, moduleOf } from '../cluster/apps';

/** Every service in this process, on the real Kafka and MongoDB: their routers can be looked at. */
export class Launched {
  private constructor(
    readonly services: ReadonlyMap<ServiceName, RunningService>,
    readonly secrets: SystemSecrets,
    readonly prefix: string,
    private readonly folder: string,
  ) {}

  static async all(topicPrefix: string, merchantId: string): Promise<Launched> {
    const folder = mkdtempSync(join(tmpdir(), 'entrepot-doors-'));
    const secrets = secretsIn(join(folder, 'secrets.json'));
    const ports = await Promise.all(SERVICE_NAMES.map(async (name) => [name, await freePort()] as const));
    const urls = Object.fromEntries(ports.map(([name, port]) => [name, urlOf(port)])) as Record<ServiceName, string>;
    const backends = testBackend();
    const shared = environmentOf({ backends, secrets, merchantId, urls, topicPrefix, hasAccess: true });
    const launched = ports.map(async ([name, port]) => {
      const own = {
        ...ownEnvironment(name, { secrets }),
        PORT: String(port),
        TOPIC_PARTITIONS: '1',
        LOG_LEVEL: 'fatal',
      };
      return [name, await launchService(moduleOf(name), configOf(name), { ...shared, ...own })] as const;
    });
    return new Launched(new Map(await Promise.all(launched)), secrets, topicPrefix, folder);
  }

  urlOf(name: ServiceName): string {
    return this.services.get(name)?.url ?? '';
  }

  async stop(): Promise<void> {
    await Promise.all([...this.services.values()].map((service) => service.stop()));
    await cleanUp(this.prefix, testBackend());
    rmSync(this.folder, { recursive: true, force: true });
  }
}
