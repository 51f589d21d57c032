import { aShipment, carrier } from '../../test/a-shipment';

const refused = { kind: 'refused', reason: 'already_collected' } as const;

describe('settleVoid', () => {
  it('ends the shipment', () => {
    const story = aShipment.voiding();
    expect(carrier.void(story)).toEqual(['ShipmentVoided']);
    expect(story.shipment.status).toBe('voided');
    expect(carrier.void(story)[0]).toContain('ignored');
  });

  it('asks where the parcel is when the carrier refuses', () => {
    const story = aShipment.voiding();
    expect(carrier.void(story, refused)).toEqual(['ShipmentVoidRefused', 'TrackingInquiryRequested']);
    expect(story.shipment).toMatchObject({ status: 'labelled', news: { asking: true } });
  });

  it('never voids what was picked up meanwhile, whatever the carrier says', () => {
    expect(carrier.void(aShipment.underWayWithOpenVoid())).toEqual(['ShipmentVoidRefused']);
    expect(carrier.void(aShipment.underWayWithOpenVoid(), refused)).toEqual(['ShipmentVoidRefused']);
    const delivered = aShipment.underWayWithOpenVoid();
    delivered.told('delivered');
    expect(carrier.void(delivered)).toEqual(['ShipmentVoidRefused']);
    expect(delivered.shipment.status).toBe('delivered');
  });

  it('asks for the interception that waited', () => {
    const story = aShipment.underWayWithOpenVoid();
    expect(story.interceptionAsked()).toEqual(['ShipmentWishRecorded']);
    expect(carrier.void(story, refused)).toEqual(['ShipmentVoidRefused', 'InterceptionRequested']);
  });
});
