import { compiledValidator } from '@entrepot/contracts';
import { CarrierEventReceived } from '@entrepot/contracts/logistics';
import { faultsOf, SandboxWebhook, statusOf, toNews } from './sandbox-wire';

const event = { id: 'evt_1', code: 'IN_TRANSIT', occurredAt: '2026-03-02T10:00:00+08:00' };
const faultsOfEvent = compiledValidator(CarrierEventReceived, { strict: false });

describe('the words of the sandbox carrier', () => {
  it('are an exception where nobody knows them, whatever they are', () => {
    expect(statusOf('IN_TRANSIT')).toBe('in_transit');
    for (const word of ['CUSTOMS', 'constructor', 'toString', '__proto__']) expect(statusOf(word)).toBe('exception');
  });
});

describe('news of the sandbox carrier', () => {
  it('can be recorded, whatever a description holds', () => {
    const left = 'Left\u0000 the \u001bsorting centre\u007f';
    for (const [description, kept] of [
      [left, 'Left the sorting centre'],
      [`${'x'.repeat(300)}\ud83d`, 'x'.repeat(250)],
      ['\ud83d half', 'half'],
      ['\u0008 ', undefined],
      ['x'.repeat(20_000), 'x'.repeat(250)],
      [null, undefined],
    ] as const) {
      expect(faultsOf(SandboxWebhook, { ...event, trackingNumber: 'SB1', description })).toEqual([]);
      const news = toNews('sandbox', 'SB1', { ...event, description });
      expect(news.description).toBe(kept);
      expect(faultsOfEvent(new CarrierEventReceived(news))).toEqual([]);
    }
  });
});
