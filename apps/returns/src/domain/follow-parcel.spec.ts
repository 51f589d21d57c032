import { ShipmentDelivered, ShipmentLabelled, ShipmentPickedUp } from '@entrepot/contracts/logistics';
import { ReturnRejected } from '@entrepot/contracts/returns';
import { aReturn, decidedTypes, given, lines } from '../../test/builders';
import { noteArrival, noteLabel, notePickUp, receiveReturn } from './follow-parcel';
import { ReturnStream } from './return';

const shipment = { shipmentId: 'shp_9', orderId: 'ord_1', returnId: 'ret_1', direction: 'return' as const };
const labelled = new ShipmentLabelled({
  ...shipment,
  carrier: 'sandbox',
  trackingNumber: 'SB1',
  labelUrl: 'https://carrier.example/1',
});
const pickedUp = new ShipmentPickedUp({ ...shipment, lines });
const arrived = new ShipmentDelivered({ ...shipment, placeId: 'gru-1', lines });

describe('following the parcel of a return', () => {
  it('goes from label over transit to arrival', () => {
    expect(decidedTypes(noteLabel(aReturn.approved(), labelled, given(), undefined))).toEqual(['ReturnLabelled']);
    expect(decidedTypes(notePickUp(aReturn.labelled(), pickedUp, given(), undefined))).toEqual(['ReturnInTransit']);
    expect(decidedTypes(noteArrival(aReturn.inTransit(), arrived, given(), undefined))).toEqual(['ReturnReceived']);
  });

  it('takes an arrival although nobody told of the pick-up', () => {
    expect(decidedTypes(noteArrival(aReturn.approved(), arrived, given(), undefined))).toEqual(['ReturnReceived']);
  });

  it('does not go back when an older fact arrives late', () => {
    expect(notePickUp(aReturn.received(), pickedUp, given(), undefined).kind).toBe('ignored');
    expect(noteLabel(aReturn.received(), labelled, given(), undefined).kind).toBe('ignored');
  });

  it('is received once, whether a person or the carrier says so first', () => {
    expect(decidedTypes(receiveReturn(aReturn.labelled(), {}, given(), undefined))).toEqual(['ReturnReceived']);
    expect(noteArrival(aReturn.received(), arrived, given(), undefined).kind).toBe('ignored');
  });

  it('takes in what was called off and came all the same', () => {
    const decision = noteArrival(aReturn.calledOff(), arrived, given(), undefined);
    expect(decidedTypes(decision)).toEqual(['ReturnReceived', '/ReturnableClaimed']);
  });

  it('does not open again what was called off when it was here; a person may', () => {
    const here = aReturn.received();
    const rejected = new ReturnRejected({ returnId: 'ret_1', orderId: 'ord_1', reason: 'not ours' });
    const calledOff = ReturnStream.evolve(here, rejected, {
      merchantId: 'm',
      key: 'ret_1',
      version: 9,
      at: '2026-03-01T10:00:00Z',
    });
    expect(noteArrival(calledOff, arrived, given(), undefined).kind).toBe('ignored');
    expect(decidedTypes(receiveReturn(calledOff, {}, given(), undefined))).toEqual([
      'ReturnReceived',
      '/ReturnableClaimed',
    ]);
  });

  it('waits for a return that is not known yet', () => {
    expect(() => noteLabel(aReturn.none(), labelled, given(), undefined)).toThrow('return.not-found');
  });
});
