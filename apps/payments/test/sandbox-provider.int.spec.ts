import { describePaymentProvider } from '../conformance/payment-provider.conformance';
import type { AuthoriseTender } from '../src/clients/payment-provider';
import { SandboxProvider } from '../src/clients/sandbox-provider';
import { PaymentsConfig } from '../src/payments.config';
import { RunningSandbox } from './running-payments';

jest.setTimeout(60_000);

describePaymentProvider('the sandbox', async () => {
  const sandbox = await RunningSandbox.launch('http://127.0.0.1:9/{merchantId}');
  const settings = { pspUrl: sandbox.url, pspApiKey: sandbox.system.secrets.pspApiKey };
  const config = Object.assign(new PaymentsConfig(), settings, { pspTryTimeoutMs: 2_000, pspDeadlineMs: 10_000 });
  const matching = ({ reference }: AuthoriseTender) => ({ reference });
  return {
    provider: new SandboxProvider(config),
    declineNext: (tender) => sandbox.rule('authorise', 'decline', matching(tender)),
    holding: async (work) => {
      await sandbox.dials({ pendingRate: 1 });
      const done = await work();
      await sandbox.dials({});
      return done;
    },
    close: () => sandbox.stop(),
  };
});
