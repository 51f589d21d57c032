import type { TrackingInquired } from '@entrepot/contracts/logistics';
import { aShipment, carrier } from '../../test/a-shipment';
import { number } from '../../test/shipment-story';

const news = (carrierEventId: string) => ({
  ...number,
  carrierEventId,
  status: 'in_transit' as const,
  carrierStatus: 'IN_TRANSIT',
  occurredAt: '2026-03-05T10:00:00Z',
});

function asking() {
  const story = aShipment.underWay();
  story.pass(24);
  story.silenceWakes();
  return story;
}

describe('settleInquiry', () => {
  it('records what is new with the tracking number, each thing once', () => {
    const story = asking();
    story.webhook(news('e1'));
    expect(carrier.inquiry(story, news('e1'), news('e2'), news('e2'), news('e3'))).toEqual([
      'TrackingInquired',
      '/TrackingReported',
      '/TrackingReported',
    ]);
    expect(story.last<TrackingInquired>('TrackingInquired').found).toBe(2);
    expect(story.reports.map(({ carrierEventId }) => carrierEventId)).toEqual(['e1', 'e2', 'e3']);
  });

  it('ends with nothing new as well', () => {
    const story = asking();
    expect(carrier.inquiry(story)).toEqual(['TrackingInquired']);
    expect(story.shipment).toMatchObject({ news: { asking: false, fruitless: 1 } });
  });

  it('comes too late after the end', () => {
    const story = asking();
    story.told('delivered');
    expect(carrier.inquiry(story, news('e1'))[0]).toContain('ignored');
  });
});
