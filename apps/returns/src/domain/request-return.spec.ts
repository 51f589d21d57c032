import { ReturnableClaimed, ReturnableDelivered, type RequestReturn } from '@entrepot/contracts/returns';
import { DomainError } from '@entrepot/kernel';
import { aReturn, aReturnable, claimed, decidedTypes, given } from '../../test/builders';
import { requestReturn } from './request-return';
import { ReturnableStream } from './returnable';

const policy = { returnWindowDays: 30 };
const body = (quantity = 1, more: Partial<RequestReturn> = {}): RequestReturn => ({
  orderId: 'ord_1',
  lines: [{ lineId: '1', quantity }],
  reason: 'changed-mind',
  ...more,
});

function refusal(work: () => unknown): DomainError {
  try {
    work();
  } catch (error) {
    return error as DomainError;
  }
  throw new Error('was not refused');
}

describe('requestReturn', () => {
  it('approves inside the window, asks for the label and takes hold of the pieces', () => {
    const decision = requestReturn(aReturn.none(), body(), given(), policy);
    expect(decidedTypes(decision)).toEqual([
      'ReturnRequested',
      'ReturnApproved',
      'ReturnShipmentRequested',
      '/ReturnableClaimed',
    ]);
    expect(decision).toMatchObject({ events: [{ lines: [{ sku: 'TSHIRT' }] }, {}, { placeId: 'gru-1' }] });
  });

  it('measures the window by the date that the customer asked, not by the clock', () => {
    const early = body(1, { occurredAt: '2026-03-12T00:00:00Z' });
    const late = body(1, { occurredAt: '2026-04-20T00:00:00Z' });
    expect(decidedTypes(requestReturn(aReturn.none(), early, given(), policy))).toContain('ReturnApproved');
    const rejected = requestReturn(aReturn.none(), late, given(), policy);
    expect(decidedTypes(rejected)).toEqual(['ReturnRequested', 'ReturnRejected']);
    expect(rejected).toMatchObject({ events: [{}, { reason: expect.stringContaining('30 days') as string }] });
  });

  it('refuses an order of which nothing was delivered', () => {
    const empty = given(ReturnableStream.initial);
    expect(refusal(() => requestReturn(aReturn.none(), body(), empty, policy)).code).toBe('return.not-delivered');
  });

  it('names the line that was not delivered and the quantity that is too large', () => {
    const wrong = body(1, {
      lines: [
        { lineId: '9', quantity: 1 },
        { lineId: '1', quantity: 3 },
      ],
    });
    const { code, errors } = refusal(() => requestReturn(aReturn.none(), wrong, given(), policy));
    expect(code).toBe('return.lines-invalid');
    expect(errors.map(({ field }) => field)).toEqual(['lines[0].lineId', 'lines[1].quantity']);
  });

  it('counts what other returns hold, and lines that stand twice', () => {
    const held = given(aReturnable(claimed(1)));
    expect(() => requestReturn(aReturn.none(), body(2), held, policy)).toThrow(DomainError);
    const twice = body(1, {
      lines: [
        { lineId: '1', quantity: 1 },
        { lineId: '1', quantity: 2 },
      ],
    });
    expect(() => requestReturn(aReturn.none(), twice, given(), policy)).toThrow(DomainError);
  });

  it.each(['constructor', '__proto__'])('counts what other returns hold of a line named %s', (lineId) => {
    const lines = [{ lineId, sku: 'MUG', quantity: 2 }];
    const [of, at] = [{ orderId: 'ord_1', lines }, '2026-03-10T12:00:00Z'];
    const delivered = new ReturnableDelivered({ ...of, shipmentId: 'shp_2', placeId: 'gru-1', deliveredAt: at });
    const wanted = body(1, { lines: [{ lineId, quantity: 1 }] });
    const free = given(aReturnable(delivered));
    expect(decidedTypes(requestReturn(aReturn.none(), wanted, free, policy))).toContain('ReturnApproved');
    const held = given(aReturnable(delivered, new ReturnableClaimed({ ...of, returnId: 'ret_0' })));
    expect(refusal(() => requestReturn(aReturn.none(), wanted, held, policy)).code).toBe('return.lines-invalid');
  });

  it('ignores the same request again and refuses another one under its name', () => {
    expect(requestReturn(aReturn.approved(), body(2), given(), policy).kind).toBe('ignored');
    expect(refusal(() => requestReturn(aReturn.approved(), body(1), given(), policy)).code).toBe('return.conflict');
  });
});
