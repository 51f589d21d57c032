import { ShipmentProgressed } from '@entrepot/contracts/logistics';
import { aReturn, decidedTypes, given, lines, named } from '../../test/builders';
import { inspectReturn } from './inspect-return';
import { noteLoss, refundLost } from './lose-return';
import { receiveReturn } from './follow-parcel';
import type { Return } from './return';

const told = (status: 'lost' | 'delivered') =>
  new ShipmentProgressed({ ...named, shipmentId: 'shp_9', status, occurredAt: '2026-03-20T10:00:00Z' });
const ask = noteLoss({ lostReturns: 'ask' });
const refund = noteLoss({ lostReturns: 'refund' });
const why = { reason: 'the carrier has paid for it', by: 'maria' };

describe('a return that the carrier loses', () => {
  it('waits for a person, who refunds it unseen: nothing of it goes to stock', () => {
    expect(decidedTypes(ask(aReturn.inTransit(), told('lost'), given(), undefined))).toEqual(['ReturnParcelLost']);
    const decision = refundLost(aReturn.lost(), why, given());
    expect(decidedTypes(decision)).toEqual(['ReturnInspected']);
    expect(decision).toMatchObject({
      events: [
        { lines: lines.map((line) => ({ ...line, disposition: 'lost' })), inspector: 'maria', note: why.reason },
      ],
    });
  });

  it('is refunded at once where the policy says so', () => {
    const decision = refund(aReturn.labelled(), told('lost'), given(), undefined);
    expect(decidedTypes(decision)).toEqual(['ReturnParcelLost', 'ReturnInspected']);
  });

  it('is received when it turns up before anybody decided, and inspected as usual', () => {
    expect(decidedTypes(ask(aReturn.lost(), told('delivered'), given(), undefined))).toEqual(['ReturnReceived']);
    expect(decidedTypes(receiveReturn(aReturn.lost(), {}, given(), undefined))).toEqual(['ReturnReceived']);
    expect(() => inspectReturn(aReturn.lost(), { lines: [] }, given())).toThrow('return.not-received');
  });

  it('is received when it turns up after somebody called it off, but not when it was here before that', () => {
    const decision = ask(aReturn.calledOff(), told('delivered'), given(), undefined);
    expect(decidedTypes(decision)).toEqual(['ReturnReceived', '/ReturnableClaimed']);
    const here = { ...aReturn.calledOff(), arrived: true } as Return;
    expect(ask(here, told('delivered'), given(), undefined).kind).toBe('ignored');
  });

  it('is lost once, and not after it arrived', () => {
    for (const current of [aReturn.lost(), aReturn.received()]) {
      expect(ask(current, told('lost'), given(), undefined).kind).toBe('ignored');
    }
    expect(() => ask(aReturn.none(), told('lost'), given(), undefined)).toThrow('return.not-found');
  });

  it('only a lost one is refunded unseen, and once', () => {
    expect(() => refundLost(aReturn.inTransit(), why, given())).toThrow('return.not-lost');
    const done = aReturn.inspected(lines.map((line) => ({ ...line, disposition: 'lost' as const })));
    expect(refundLost(done, why, given()).kind).toBe('ignored');
  });
});
