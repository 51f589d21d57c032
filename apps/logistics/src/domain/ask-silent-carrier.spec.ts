import { aShipment, carrier } from '../../test/a-shipment';
import { number } from '../../test/shipment-story';
import { silenceEndsAt } from './ask-silent-carrier';

const news = (carrierEventId: string) => ({
  ...number,
  carrierEventId,
  status: 'in_transit' as const,
  carrierStatus: 'IN_TRANSIT',
  occurredAt: '2026-03-05T10:00:00Z',
});

describe('a silent carrier', () => {
  it('is asked a day after the last news, and not twice at once', () => {
    const story = aShipment.underWay();
    story.pass(23);
    expect(story.silenceWakes()).toEqual([]);
    story.pass(1);
    expect(story.silenceWakes()).toEqual(['TrackingInquiryRequested']);
    story.pass(48);
    expect(silenceEndsAt(story.shipment)).toBeUndefined();
  });

  it('has another day after every news', () => {
    const story = aShipment.underWay();
    story.pass(20);
    story.told('in_transit');
    story.pass(20);
    expect(story.silenceWakes()).toEqual([]);
  });

  it('is asked more and more rarely while there is nothing new, and in the end no more', () => {
    const story = aShipment.labelled();
    const pauses: number[] = [];
    for (let due = silenceEndsAt(story.shipment); due !== undefined; due = silenceEndsAt(story.shipment)) {
      const hours = (Date.parse(due) - Date.parse(story.now)) / 3_600_000;
      pauses.push(hours / 24);
      story.pass(hours);
      story.silenceWakes();
      carrier.inquiry(story);
    }
    expect(pauses).toEqual([1, 2, 4, 8, 14, 14, 14, 14, 14, 14, 14, 14]);
  });

  it('is asked as often as before when it had something to tell', () => {
    const story = aShipment.underWay();
    for (const answer of [[], [news('e1')]]) {
      story.pass(48);
      story.silenceWakes();
      carrier.inquiry(story, ...answer);
    }
    story.pass(24);
    expect(story.silenceWakes()).toEqual(['TrackingInquiryRequested']);
  });

  it('is left alone before there is a label and after the end', () => {
    for (const story of [aShipment.none(), aShipment.booking(), aShipment.voided(), aShipment.delivered()]) {
      story.pass(1000);
      expect(story.silenceWakes()).toEqual([]);
    }
  });
});
