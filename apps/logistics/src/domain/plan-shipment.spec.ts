import type { LabelRequested, ShipmentPlanned } from '@entrepot/contracts/logistics';
import { aShipment } from '../../test/a-shipment';
import { address } from '../../test/shipment-story';

describe('planShipment', () => {
  it('plans one parcel and asks for its label at once', () => {
    const story = aShipment.none();
    expect(story.requested()).toEqual(['ShipmentPlanned', 'LabelRequested']);
    expect(story.last<ShipmentPlanned>('ShipmentPlanned')).toMatchObject({
      direction: 'outbound',
      reservationId: 'rsv_1',
      parcels: [{ weightGrams: 400 }],
      address,
    });
    expect(story.last<LabelRequested>('LabelRequested')).toMatchObject({
      reference: 'shp_1',
      from: { city: 'Guarulhos' },
      to: address,
      parcels: [{ weightGrams: 400 }],
    });
    expect(story.shipment).toMatchObject({ status: 'booking' });
  });

  it('tells the carrier no weight where that of a piece is not known', () => {
    const story = aShipment.none();
    story.requested({});
    expect(story.last<LabelRequested>('LabelRequested').parcels).toEqual([{}]);
  });

  it('plans a shipment once', () => {
    expect(aShipment.booking().requested()).toEqual(['ignored: this shipment is planned already']);
    expect(aShipment.delivered().requested()).toEqual(['ignored: this shipment is planned already']);
  });
});

describe('planReturnShipment', () => {
  it('sends the parcel from the customer to the place', () => {
    const story = aShipment.none();
    expect(story.returnRequested()).toEqual(['ShipmentPlanned', 'LabelRequested']);
    expect(story.last<ShipmentPlanned>('ShipmentPlanned')).toMatchObject({
      direction: 'return',
      returnId: 'ret_1',
      address,
    });
    expect(story.last<LabelRequested>('LabelRequested')).toMatchObject({ from: address, to: { city: 'Guarulhos' } });
  });
});
