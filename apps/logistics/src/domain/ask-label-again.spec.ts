import type { LabelRequested } from '@entrepot/contracts/logistics';
import { aShipment, carrier } from '../../test/a-shipment';

describe('askLabelAgain', () => {
  it('asks for the same parcel under the same reference', () => {
    const story = aShipment.refused();
    expect(story.labelAskedAgain()).toEqual(['LabelRequested']);
    expect(story.last<LabelRequested>('LabelRequested')).toMatchObject({
      reference: 'shp_1',
      parcels: [{ weightGrams: 400 }],
    });
    expect(carrier.label(story)).toContain('ShipmentLabelled');
  });

  it('does not ask twice at once', () => {
    expect(aShipment.booking().labelAskedAgain()[0]).toContain('ignored');
  });

  it('refuses where a label is or was', () => {
    for (const story of [aShipment.labelled(), aShipment.voided(), aShipment.delivered()]) {
      expect(() => story.labelAskedAgain()).toThrow('shipment.label-not-failed');
    }
    expect(() => aShipment.none().labelAskedAgain()).toThrow('shipment.not-found');
  });
});
