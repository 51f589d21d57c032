import { aShipment, carrier } from '../../test/a-shipment';

describe('requestInterception', () => {
  it('asks the carrier between pick-up and delivery, once', () => {
    const story = aShipment.underWay();
    expect(story.interceptionAsked()).toEqual(['InterceptionRequested']);
    expect(story.interceptionAsked()[0]).toContain('ignored');
    carrier.interception(story);
    expect(story.interceptionAsked()[0]).toContain('ignored');
  });

  it('waits while a void is open', () => {
    const story = aShipment.underWayWithOpenVoid();
    expect(story.interceptionAsked()).toEqual(['ShipmentWishRecorded']);
    expect(story.interceptionAsked()[0]).toContain('ignored');
  });

  it('needs no call where the parcel is on its way back already', () => {
    expect(aShipment.returning().interceptionAsked()).toEqual(['ShipmentIntercepted']);
    const held = aShipment.returning();
    held.told('exception');
    expect(held.interceptionAsked()).toEqual(['ShipmentIntercepted']);
  });

  it('may be asked for again after the carrier refused', () => {
    const story = aShipment.intercepting();
    carrier.interception(story, { kind: 'refused', reason: 'cannot_intercept' });
    expect(story.interceptionAsked()).toEqual(['InterceptionRequested']);
  });

  it('fails before the pick-up and after the end', () => {
    const stories = [
      ...[aShipment.booking(), aShipment.refused(), aShipment.labelled(), aShipment.voided()],
      ...[aShipment.delivered(), aShipment.returned(), aShipment.lost()],
    ];
    for (const story of stories) expect(story.interceptionAsked()).toEqual(['InterceptionFailed']);
    expect(() => aShipment.none().interceptionAsked()).toThrow('shipment.not-found');
  });
});
