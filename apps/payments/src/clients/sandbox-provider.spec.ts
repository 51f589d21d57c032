import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PaymentsConfig } from '../payments.config';
import { SandboxProvider } from './sandbox-provider';

const payment = (reference: string) => ({
  ...{ id: `psp_${reference}`, reference, orderReference: 'ord_1', status: 'captured', amount: 4990, currency: 'EUR' },
  ...{ capturedAmount: 4990, refundedAmount: 0 },
});

describe('a provider that shows more than it was asked for', () => {
  let server: Server;
  let items: object[];
  let provider: SandboxProvider;

  beforeAll(async () => {
    server = createServer((_, response) => response.end(JSON.stringify({ items })));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const pspUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const limits = { pspDeadlineMs: 1_000, pspTryTimeoutMs: 500 };
    provider = new SandboxProvider({ pspApiKey: 'key', pspUrl, ...limits } as PaymentsConfig);
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const find = () => provider.find({ reference: 'aut_1' }, { merchantId: 'demo' });

  it('has the payment of our reference found among others', async () => {
    items = [payment('aut_0'), payment('aut_1')];
    expect(await find()).toMatchObject({ reference: 'aut_1', providerReference: 'psp_aut_1' });
  });

  it('has none found where all are others', async () => {
    items = [payment('aut_0')];
    expect(await find()).toBeUndefined();
  });
});
