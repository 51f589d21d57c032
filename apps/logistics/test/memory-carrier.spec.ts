import { describeCarrier } from '../conformance/carrier.conformance';
import { MemoryCarrier } from './memory-carrier';

describeCarrier('the carrier in memory', () => {
  const carrier = new MemoryCarrier();
  return Promise.resolve({
    carrier,
    advance: (trackingNumber, status, occurredAt) => {
      carrier.advance(trackingNumber, status, occurredAt);
      return Promise.resolve();
    },
    refusingInterceptions: async (work) => {
      carrier.refusesInterceptions = true;
      const done = await work();
      carrier.refusesInterceptions = false;
      return done;
    },
    webhook: (trackingNumber, status, at) =>
      carrier.webhookOf({ carrier: carrier.name, trackingNumber, status, carrierEventId: 'e1' }, at),
    unreadable: (at) => carrier.webhookOf('[]', at),
    close: () => Promise.resolve(),
  });
});
