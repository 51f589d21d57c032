import { aShipment, carrier } from '../../test/a-shipment';
import { number } from '../../test/shipment-story';
import { trackingKey } from './tracking';

const told = {
  ...number,
  carrierEventId: 'evt-1',
  status: 'collected' as const,
  carrierStatus: 'COLLECTED',
  occurredAt: '2026-03-02T10:00:00Z',
  description: 'At the depot',
};

describe('receiveCarrierEvent', () => {
  it('reports to the shipment that the number is of', () => {
    const story = aShipment.labelled();
    expect(story.webhook(told)).toEqual(['TrackingReported']);
    expect(story.reports).toEqual([expect.objectContaining({ shipmentId: 'shp_1', description: 'At the depot' })]);
  });

  it('takes each thing once, before and after the number is known', () => {
    const story = aShipment.booking();
    story.webhook(told);
    expect(story.webhook(told)[0]).toContain('ignored');
    carrier.label(story);
    expect(story.webhook(told)[0]).toContain('ignored');
    expect(story.reports).toHaveLength(1);
    expect(story.tracking(trackingKey(number))).toMatchObject({ seen: ['evt-1'], waiting: [] });
  });
});
