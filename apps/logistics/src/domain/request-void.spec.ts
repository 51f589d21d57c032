import { aShipment } from '../../test/a-shipment';

describe('requestVoid', () => {
  it('asks the carrier where there is a label', () => {
    const story = aShipment.labelled();
    expect(story.voidAsked()).toEqual(['VoidRequested']);
    expect(story.voidAsked()[0]).toContain('ignored');
  });

  it('waits for the answer about the label', () => {
    const story = aShipment.booking();
    expect(story.voidAsked()).toEqual(['ShipmentWishRecorded']);
    expect(story.voidAsked()[0]).toContain('ignored');
  });

  it('is too late once the carrier has the parcel', () => {
    for (const story of [aShipment.underWay(), aShipment.delivered(), aShipment.returned(), aShipment.lost()]) {
      expect(story.voidAsked()).toEqual(['ShipmentVoidRefused']);
    }
  });

  it('is answered once where it was open at the pick-up', () => {
    expect(aShipment.underWayWithOpenVoid().voidAsked()[0]).toContain('ignored');
  });

  it('knows what is voided, and does not know what was never asked for', () => {
    expect(aShipment.voided().voidAsked()[0]).toContain('ignored');
    expect(() => aShipment.none().voidAsked()).toThrow('shipment.not-found');
  });
});
