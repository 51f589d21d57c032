import { launchService } from '@entrepot/platform';
import { Upstreams } from '../src/clients/upstreams';
import { NEIGHBOUR_NAMES } from '../src/domain/route-table';
import { GatewayConfig } from '../src/gateway.config';
import { GatewayModule } from '../src/gateway.module';

const urls = Object.fromEntries(NEIGHBOUR_NAMES.map((name) => [`${name.toUpperCase()}_URL`, 'http://127.0.0.1:9']));
const start = (limits?: string) =>
  launchService(GatewayModule, GatewayConfig, {
    ...{ ...urls, PORT: '0', LOG_LEVEL: 'silent' },
    ...(limits !== undefined && { ANSWER_WITHIN_MS_OF: limits }),
  });

describe('the gateway', () => {
  it('does not start with a limit for a service that there is not', async () => {
    await expect(start('orders:500,catalogue:60000')).rejects.toThrow(/^ANSWER_WITHIN_MS_OF: catalogue is no service$/);
  });

  it('waits by default for the files that services take in: they say themselves how long a caller waits for one', async () => {
    const gateway = await start();
    const of = gateway.app.get(Upstreams);
    const patience = NEIGHBOUR_NAMES.map((name) => [name, of.of(name)?.patienceMs]);
    await gateway.stop();
    expect(Object.fromEntries(patience)).toMatchObject({ catalog: 60_000, inventory: 60_000, orders: 15_000 });
  });

  it('starts with limits for those that there are', async () => {
    await (await start('orders:500,catalog:60000')).stop();
  });
});
