import { setTimeout as sleep } from 'node:timers/promises';
import { RunningGateway } from './running-gateway';

jest.setTimeout(20_000);

it('a gateway that leaves hands on an answer that takes longer than 5 s, as an import does', async () => {
  const gateway = await RunningGateway.start({ SHUTDOWN_TIMEOUT_MS: '15000' });
  gateway.catalog.behave = (_, response) => void setTimeout(() => response.end('late'), 6_500);
  const asked = gateway.ask('/v1/imports', { method: 'POST' }, 'sku').catch((error: Error) => error.message);
  await sleep(200);
  await gateway.stop();
  expect(await asked).toMatchObject({ status: 200, text: 'late' });
});
