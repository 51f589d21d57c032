import { StockRestocked } from '@entrepot/contracts/inventory';
import { OrderReturnRefunded } from '@entrepot/contracts/orders';
import { ReturnRefunded, ReturnRestocked, type InspectReturn } from '@entrepot/contracts/returns';
import { aReturn, decidedTypes, given, named } from '../../test/builders';
import { inspectReturn } from './inspect-return';
import { noteRefund, noteRestock } from './settle-return';

const findings = (...lines: InspectReturn['lines']): InspectReturn => ({ lines });
const shirt = (quantity: number, disposition: 'restock' | 'scrap') => ({ lineId: '1', quantity, disposition });
const found = (quantity: number, disposition: 'restock' | 'scrap') => ({
  ...shirt(quantity, disposition),
  sku: 'TSHIRT',
});
const refund = new OrderReturnRefunded({ ...named, amount: 5990 });
const restock = new StockRestocked({
  ...named,
  restockId: 'rst_1',
  placeId: 'gru-1',
  lines: [{ sku: 'TSHIRT', quantity: 2 }],
});

describe('inspectReturn', () => {
  it('puts back only what can be sold again', () => {
    const decision = inspectReturn(aReturn.received(), findings(shirt(1, 'restock'), shirt(1, 'scrap')), given());
    expect(decidedTypes(decision)).toEqual(['ReturnInspected', 'ReturnRestockRequested']);
    expect(decision).toMatchObject({ events: [{}, { placeId: 'gru-1', lines: [{ sku: 'TSHIRT', quantity: 1 }] }] });
    expect(decidedTypes(inspectReturn(aReturn.received(), findings(shirt(2, 'scrap')), given()))).toEqual([
      'ReturnInspected',
    ]);
  });

  it('lets go of pieces that were announced and did not come', () => {
    const decision = inspectReturn(aReturn.received(), findings(shirt(1, 'restock')), given());
    expect(decidedTypes(decision)).toContain('/ReturnableReleased');
  });

  it('refuses more than was announced, and lines that were not', () => {
    expect(() =>
      inspectReturn(aReturn.received(), findings(shirt(2, 'scrap'), shirt(1, 'restock')), given()),
    ).toThrow();
    const other = findings({ lineId: '7', quantity: 1, disposition: 'scrap' });
    expect(() => inspectReturn(aReturn.received(), other, given())).toThrow('return.lines-invalid');
  });

  it('is done once: the same findings are a repeat, others are refused', () => {
    const done = aReturn.inspected([found(2, 'restock')]);
    expect(inspectReturn(done, findings(shirt(2, 'restock')), given()).kind).toBe('ignored');
    expect(() => inspectReturn(done, findings(shirt(2, 'scrap')), given())).toThrow('return.not-open');
  });

  it('accepts part of a line and refuses the rest, which may be sent in again', () => {
    const refused = { lineId: '1', quantity: 1, disposition: 'send-back' as const, refusal: 'worn' };
    const decision = inspectReturn(
      aReturn.received(),
      findings({ ...shirt(1, 'restock'), grade: 'A' }, refused),
      given(),
    );
    expect(decidedTypes(decision)).toEqual(['ReturnInspected', 'ReturnRestockRequested', '/ReturnableReleased']);
    expect(decision).toMatchObject({ asides: [{ events: [{ lines: [{ lineId: '1', quantity: 1 }] }] }] });
  });

  it('owes nothing when everything is refused, and is done', () => {
    const refused = { lineId: '1', quantity: 2, disposition: 'send-back' as const, refusal: 'not ours' };
    expect(decidedTypes(inspectReturn(aReturn.received(), findings(refused), given()))).toEqual([
      'ReturnInspected',
      'ReturnCompleted',
      '/ReturnableReleased',
    ]);
  });

  it.each([
    ['a refusal without sending back', { ...shirt(1, 'scrap'), refusal: 'worn' }, 'lines[0].refusal'],
    [
      'sending back without a reason',
      { lineId: '1', quantity: 1, disposition: 'send-back' as const },
      'lines[0].refusal',
    ],
    ['a deduction without a reason', { ...shirt(1, 'scrap'), deduction: 100 }, 'lines[0].deductionReason'],
    [
      'a deduction from what is refused',
      { lineId: '1', quantity: 1, disposition: 'send-back' as const, refusal: 'x', deduction: 1, deductionReason: 'x' },
      'lines[0].deduction',
    ],
  ])('refuses %s, naming the field', (_, line, field) => {
    const refusal = () => inspectReturn(aReturn.received(), findings(line), given());
    expect(refusal).toThrow(
      expect.objectContaining({ code: 'return.lines-invalid', errors: [expect.objectContaining({ field })] }) as Error,
    );
  });

  it('wants the parcel to be there', () => {
    expect(() => inspectReturn(aReturn.labelled(), findings(shirt(1, 'scrap')), given())).toThrow(
      'return.not-received',
    );
  });
});

describe('settling a return', () => {
  it('completes when money and goods are settled, in either order', () => {
    const inspected = aReturn.inspected([found(2, 'restock')]);
    expect(decidedTypes(noteRefund(inspected, refund, given(), undefined))).toEqual(['ReturnRefunded']);
    expect(decidedTypes(noteRestock(inspected, restock, given(), undefined))).toEqual(['ReturnRestocked']);
    const refunded = aReturn.inspected([found(2, 'restock')], new ReturnRefunded({ ...named, amount: 5990 }));
    expect(decidedTypes(noteRestock(refunded, restock, given(), undefined))).toEqual([
      'ReturnRestocked',
      'ReturnCompleted',
    ]);
    const restocked = aReturn.inspected([found(2, 'restock')], new ReturnRestocked(named));
    expect(decidedTypes(noteRefund(restocked, refund, given(), undefined))).toEqual([
      'ReturnRefunded',
      'ReturnCompleted',
    ]);
  });

  it('completes with the refund when nothing goes back on the shelf', () => {
    const scrapped = aReturn.inspected([found(2, 'scrap')]);
    expect(decidedTypes(noteRefund(scrapped, refund, given(), undefined))).toEqual([
      'ReturnRefunded',
      'ReturnCompleted',
    ]);
  });

  it('takes each fact once', () => {
    const refunded = aReturn.inspected([found(2, 'scrap')], new ReturnRefunded({ ...named, amount: 5990 }));
    expect(noteRefund(refunded, refund, given(), undefined).kind).toBe('ignored');
  });
});
