import type { ShipmentDelivered, ShipmentPickedUp } from '@entrepot/contracts/logistics';
import { aShipment, carrier } from '../../test/a-shipment';

describe('following a parcel', () => {
  it('tells pick-up, progress and delivery with the times of the carrier', () => {
    const story = aShipment.labelled();
    expect(story.told('collected', '2017-10-02T10:56:33Z')).toEqual(['ShipmentPickedUp']);
    expect(story.told('in_transit')).toEqual(['ShipmentProgressed']);
    expect(story.told('delivered', '2017-10-10T21:25:13Z')).toEqual(['ShipmentDelivered']);
    expect(story.last<ShipmentPickedUp>('ShipmentPickedUp')).toMatchObject({
      occurredAt: '2017-10-02T10:56:33Z',
      reservationId: 'rsv_1',
    });
    expect(story.last<ShipmentDelivered>('ShipmentDelivered').occurredAt).toBe('2017-10-10T21:25:13Z');
  });

  it('picks up before it delivers, also when only the delivery is told', () => {
    const story = aShipment.labelled();
    expect(story.told('delivered')).toEqual(['ShipmentPickedUp', 'ShipmentDelivered']);
    expect(story.told('collected')[0]).toContain('ignored');
    expect(aShipment.labelled().told('in_transit')).toEqual(['ShipmentPickedUp', 'ShipmentProgressed']);
    expect(aShipment.labelled().told('lost')).toEqual(['ShipmentPickedUp', 'ShipmentLost']);
    expect(aShipment.labelled().told('returned')).toEqual(['ShipmentPickedUp', 'ShipmentReturned']);
  });

  it('says nothing about what is known', () => {
    expect(aShipment.labelled().told('registered')[0]).toContain('ignored');
    expect(aShipment.underWay().told('collected')[0]).toContain('ignored');
    const story = aShipment.underWay();
    story.told('in_transit');
    expect(story.told('in_transit')[0]).toContain('ignored');
    for (const ended of [aShipment.delivered(), aShipment.returned()]) {
      expect(ended.told('in_transit')[0]).toContain('ignored');
      expect(ended.told('lost')[0]).toContain('ignored');
    }
  });

  it('tells a problem before the pick-up without taking it for one', () => {
    const story = aShipment.labelled();
    expect(story.told('exception')).toEqual(['ShipmentProgressed']);
    expect(story.shipment.status).toBe('labelled');
    expect(story.told('collected')).toEqual(['ShipmentPickedUp']);
  });

  it('voids a label that expired unused', () => {
    const story = aShipment.labelled();
    expect(story.told('expired')).toEqual(['ShipmentVoided']);
    expect(story.shipment.status).toBe('voided');
  });

  it('never takes a voided parcel for picked up, and tells that it moves', () => {
    const story = aShipment.voided();
    expect(story.told('collected')).toEqual(['ShipmentProgressed']);
    expect(story.told('collected')[0]).toContain('ignored');
    expect(story.told('delivered')).toEqual(['ShipmentProgressed']);
    expect(story.shipment.status).toBe('voided');
  });

  it('answers an open interception with the end of the journey', () => {
    expect(aShipment.intercepting().told('delivered')).toEqual(['InterceptionFailed', 'ShipmentDelivered']);
    expect(aShipment.intercepting().told('lost')).toEqual(['InterceptionFailed', 'ShipmentLost']);
    expect(aShipment.intercepting().told('returned')).toEqual(['ShipmentIntercepted', 'ShipmentReturned']);
    const agreed = aShipment.intercepting();
    carrier.interception(agreed);
    expect(agreed.told('returned')).toEqual(['ShipmentReturned']);
  });

  it('takes back what was lost and turned up at the place; elsewhere it is told only', () => {
    const found = aShipment.lost();
    expect(found.told('in_transit')[0]).toContain('ignored');
    expect(found.told('delivered')).toEqual(['ShipmentProgressed']);
    expect(found.told('delivered')[0]).toContain('ignored');
    expect(found.told('returned')).toEqual(['ShipmentReturned']);
    expect(found.shipment.status).toBe('returned');
  });

  it('waits for a label and for a shipment', () => {
    expect(() => aShipment.booking().told('collected')).toThrow('shipment.not-labelled');
    expect(() => aShipment.none().told('collected')).toThrow('shipment.not-found');
  });
});

describe('following a return', () => {
  it('ends with the arrival at the place', () => {
    const story = aShipment.labelledReturn();
    expect(story.told('delivered')).toEqual(['ShipmentPickedUp', 'ShipmentDelivered']);
    expect(story.last<ShipmentDelivered>('ShipmentDelivered')).toMatchObject({
      direction: 'return',
      returnId: 'ret_1',
      placeId: 'gru-1',
    });
  });

  it('ends with the arrival though the label had expired, or that was told first', () => {
    const story = aShipment.labelledReturn();
    story.told('expired');
    expect(story.told('collected')).toEqual(['ShipmentProgressed']);
    expect(story.told('lost')).toEqual(['ShipmentProgressed']);
    expect(story.told('delivered')).toEqual(['ShipmentDelivered']);
    expect(story.shipment).toMatchObject({ status: 'delivered', whereabouts: { status: 'delivered' } });
    expect(story.told('delivered')[0]).toContain('ignored');
    const early = aShipment.labelledReturn();
    early.told('expired', '2026-03-09T09:00:00Z');
    expect(early.told('delivered', '2026-03-08T09:00:00Z')).toEqual(['ShipmentDelivered']);
  });

  it('only tells what no order waits for', () => {
    for (const status of ['returned', 'lost'] as const) {
      const story = aShipment.labelledReturn();
      expect(story.told(status)).toEqual(['ShipmentPickedUp', 'ShipmentProgressed']);
      expect(story.shipment.status).toBe(status);
    }
    const expired = aShipment.labelledReturn();
    expect(expired.told('expired')).toEqual(['ShipmentProgressed']);
    expect(expired.shipment.status).toBe('voided');
  });
});
