import { aShipment, carrier } from '../../test/a-shipment';

describe('settleInterception', () => {
  it('records what the carrier says', () => {
    expect(carrier.interception(aShipment.intercepting())).toEqual(['ShipmentIntercepted']);
    const refused = { kind: 'refused', reason: 'already_delivered' } as const;
    expect(carrier.interception(aShipment.intercepting(), refused)).toEqual(['InterceptionFailed']);
  });

  it('has its way where the carrier refuses because it brings the parcel back already', () => {
    const story = aShipment.intercepting();
    story.told('returning');
    story.told('exception');
    expect(carrier.interception(story, { kind: 'refused', reason: 'returning_already' })).toEqual([
      'ShipmentIntercepted',
    ]);
    expect(story.told('returned')).toEqual(['ShipmentReturned']);
  });

  it('comes too late after the end of the journey, which was the answer', () => {
    const story = aShipment.intercepting();
    story.told('delivered');
    expect(carrier.interception(story)[0]).toContain('ignored');
  });
});
