import { aShipment, carrier } from '../../test/a-shipment';

describe('settleInterception', () => {
  it('records what the carrier says', () => {
    expect(carrier.interception(aShipment.intercepting())).toEqual(['ShipmentIntercepted']);
    const refused = { kind: 'refused', reason: 'already_delivered' } as const;
    expect(carrier.interception(aShipment.intercepting(), refused)).toEqual(['InterceptionFailed']);
  });

  it('comes too late after the end of the journey, which was the answer', () => {
    const story = aShipment.intercepting();
    story.told('delivered');
    expect(carrier.interception(story)[0]).toContain('ignored');
  });
});
