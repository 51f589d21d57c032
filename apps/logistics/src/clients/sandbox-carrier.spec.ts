import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LogisticsConfig } from '../logistics.config';
import { SandboxCarrier } from './sandbox-carrier';

const shipment = (reference: string, trackingNumber: string) => ({
  ...{ reference, trackingNumber, labelUrl: `https://carrier.example/${trackingNumber}.pdf`, status: 'CREATED' },
});

describe('a carrier that shows more than it was asked for', () => {
  let server: Server;
  let items: object[];
  let carrier: SandboxCarrier;

  beforeAll(async () => {
    server = createServer((_, response) => response.end(JSON.stringify({ items })));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const carrierUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const limits = { carrierDeadlineMs: 1_000, carrierTryTimeoutMs: 500 };
    const carrierTrackingUrl = 'https://carrier.example/{trackingNumber}';
    carrier = new SandboxCarrier({
      carrierApiKey: 'key',
      carrierUrl,
      carrierTrackingUrl,
      ...limits,
    } as LogisticsConfig);
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const find = () => carrier.findByReference('shp_1', { merchantId: 'demo' });

  it('has the label of our reference found among others', async () => {
    items = [shipment('shp_0', 'SB0'), shipment('shp_1', 'SB1')];
    expect(await find()).toMatchObject({ trackingNumber: 'SB1' });
  });

  it('has none found where all are others', async () => {
    items = [shipment('shp_0', 'SB0')];
    expect(await find()).toBeUndefined();
  });
});
