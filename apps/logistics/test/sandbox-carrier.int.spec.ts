import type { TrackingStatus } from '@entrepot/contracts/shared';
import { signPayload } from '@entrepot/platform';
import { describeCarrier } from '../conformance/carrier.conformance';
import { SandboxCarrier } from '../src/clients/sandbox-carrier';
import { LogisticsConfig } from '../src/logistics.config';
import { RunningSandbox } from './running-sandbox';

jest.setTimeout(60_000);

const codeOf = (status: TrackingStatus): string => status.toUpperCase();

describeCarrier('the sandbox', async () => {
  const sandbox = await RunningSandbox.launch('http://127.0.0.1:9/{merchantId}');
  await sandbox.dials({ webhooks: { silent: true } });
  const { carrierApiKey, carrierWebhookSecret } = sandbox.system.secrets;
  const config = Object.assign(new LogisticsConfig(), {
    ...{ carrierUrl: sandbox.url, carrierApiKey, carrierWebhookSecret, carrierWebhookToleranceSeconds: 300 },
    carrierTrackingUrl: 'https://carrier.example/track/{trackingNumber}?lang=en',
    ...{ carrierTryTimeoutMs: 5_000, carrierDeadlineMs: 10_000 },
  });
  const signed = (body: object, at: number) => {
    const text = JSON.stringify(body);
    const headers = { 'carrier-signature': signPayload(carrierWebhookSecret, text, at) };
    return { carrier: 'sandbox', headers, rawBody: Buffer.from(text) };
  };
  return {
    carrier: new SandboxCarrier(config),
    advance: (number, status, occurredAt) => sandbox.advance(number, codeOf(status), { occurredAt }),
    refusingInterceptions: async (work) => {
      await sandbox.dials({ interceptRate: 0, webhooks: { silent: true } });
      const done = await work();
      await sandbox.dials({ webhooks: { silent: true } });
      return done;
    },
    webhook: (trackingNumber, status, at) =>
      signed({ id: 'e1', trackingNumber, code: codeOf(status), occurredAt: '2026-03-02T10:00:00Z' }, at),
    unreadable: (at) => signed({ id: 'e1' }, at),
    close: () => sandbox.stop(),
  };
});
