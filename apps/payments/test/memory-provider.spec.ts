import { describePaymentProvider } from '../conformance/payment-provider.conformance';
import { MemoryProvider } from './memory-provider';

describePaymentProvider('the provider in memory', () => {
  const provider = new MemoryProvider();
  return Promise.resolve({
    provider,
    declineNext: () => {
      provider.verdictOnce = 'decline';
      return Promise.resolve();
    },
    holding: async (work) => {
      provider.verdict = 'pending';
      const done = await work();
      provider.verdict = 'accept';
      return done;
    },
    close: () => Promise.resolve(),
  });
});
