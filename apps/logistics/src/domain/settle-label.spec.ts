import type { ShipmentLabelled } from '@entrepot/contracts/logistics';
import { aShipment, carrier } from '../../test/a-shipment';
import { number } from '../../test/shipment-story';

const early = (carrierEventId: string) => ({
  ...number,
  carrierEventId,
  status: 'collected' as const,
  carrierStatus: 'COLLECTED',
  occurredAt: '2026-03-02T10:00:00Z',
});

describe('settleLabel', () => {
  it('records the label and whose the tracking number is', () => {
    const story = aShipment.booking();
    expect(carrier.label(story)).toEqual(['ShipmentLabelled', '/TrackingNumberAssigned']);
    expect(story.last<ShipmentLabelled>('ShipmentLabelled')).toMatchObject({ cost: 1290, costCurrency: 'BRL' });
    expect(story.shipment).toMatchObject({ status: 'labelled', label: { trackingNumber: 'SB1' } });
  });

  it('tells again what the carrier had told before the number was known', () => {
    const story = aShipment.booking();
    expect(story.webhook(early('e1'))).toEqual(['CarrierEventReceived']);
    expect(story.webhook(early('e2'))).toEqual(['CarrierEventReceived']);
    expect(carrier.label(story)).toEqual([
      'ShipmentLabelled',
      '/TrackingNumberAssigned',
      '/TrackingReported',
      '/TrackingReported',
    ]);
    expect(story.reports.map(({ carrierEventId }) => carrierEventId)).toEqual(['e1', 'e2']);
  });

  it('records a refusal, which a void ends without a call', () => {
    const story = aShipment.booking();
    expect(carrier.label(story, { kind: 'refused', reason: 'no_service' })).toEqual(['LabelFailed']);
    expect(story.shipment).toMatchObject({ status: 'label-failed', reason: 'no_service' });
    expect(story.voidAsked()).toEqual(['ShipmentVoided']);
  });

  it('does what was wished while the carrier was asked', () => {
    const wished = aShipment.booking();
    expect(wished.voidAsked()).toEqual(['ShipmentWishRecorded']);
    expect(carrier.label(wished)).toEqual(['ShipmentLabelled', 'VoidRequested', '/TrackingNumberAssigned']);
    const refused = aShipment.booking();
    refused.voidAsked();
    expect(carrier.label(refused, { kind: 'refused', reason: 'no_service' })).toEqual([
      'LabelFailed',
      'ShipmentVoided',
    ]);
  });

  it('takes one answer', () => {
    expect(carrier.label(aShipment.labelled())[0]).toContain('ignored');
    expect(carrier.label(aShipment.voided())[0]).toContain('ignored');
  });
});
