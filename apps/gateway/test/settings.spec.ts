import { launchService } from '@entrepot/platform';
import { NEIGHBOUR_NAMES } from '../src/domain/route-table';
import { GatewayConfig } from '../src/gateway.config';
import { GatewayModule } from '../src/gateway.module';

const urls = Object.fromEntries(NEIGHBOUR_NAMES.map((name) => [`${name.toUpperCase()}_URL`, 'http://127.0.0.1:9']));
const start = (limits: string) =>
  launchService(GatewayModule, GatewayConfig, {
    ...{ ...urls, PORT: '0', LOG_LEVEL: 'silent' },
    ANSWER_WITHIN_MS_OF: limits,
  });

describe('the gateway', () => {
  it('does not start with a limit for a service that there is not', async () => {
    await expect(start('orders:500,catalogue:60000')).rejects.toThrow(/^ANSWER_WITHIN_MS_OF: catalogue is no service$/);
  });

  it('starts with limits for those that there are', async () => {
    await (await start('orders:500,catalog:60000')).stop();
  });
});
