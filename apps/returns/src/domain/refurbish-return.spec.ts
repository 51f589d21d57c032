import { StockRestocked } from '@entrepot/contracts/inventory';
import { ReturnRefunded, ReturnRefurbished, ReturnRestockRequested } from '@entrepot/contracts/returns';
import { aReturn, decidedTypes, given, named } from '../../test/builders';
import { refurbishReturn } from './refurbish-return';
import { noteRestock } from './settle-return';

const toRepair = [{ lineId: '1', sku: 'TSHIRT', quantity: 2, disposition: 'refurbish' as const, grade: 'C' as const }];
const done = (quantity: number, outcome: 'restock' | 'scrap') => ({ lineId: '1', quantity, outcome });
const refunded = new ReturnRefunded({ ...named, amount: 5990 });

describe('pieces that are repaired', () => {
  it('go back on the shelf in a step of their own, after which the return is done', () => {
    const current = aReturn.inspected(toRepair, refunded);
    expect(current.status).toBe('inspected');
    const decision = refurbishReturn(current, { lines: [done(1, 'restock'), done(1, 'scrap')] }, given());
    expect(decidedTypes(decision)).toEqual(['ReturnRefurbished', 'ReturnRestockRequested']);
    const [repaired, request] = decision.kind === 'decided' ? decision.events : [];
    expect(request).toMatchObject({ placeId: 'gru-1', lines: [{ sku: 'TSHIRT', quantity: 1 }] });
    const { restockId } = request as ReturnRestockRequested;
    const after = aReturn.inspected(
      toRepair,
      refunded,
      repaired as ReturnRefurbished,
      request as ReturnRestockRequested,
    );
    const stock = { ...named, restockId, placeId: 'gru-1', lines: [{ sku: 'TSHIRT', quantity: 1 }] };
    expect(decidedTypes(noteRestock(after, new StockRestocked(stock), given(), undefined))).toEqual([
      'ReturnRestocked',
      'ReturnCompleted',
    ]);
  });

  it('end the return at once when none of them could be repaired', () => {
    const decision = refurbishReturn(aReturn.inspected(toRepair, refunded), { lines: [done(2, 'scrap')] }, given());
    expect(decidedTypes(decision)).toEqual(['ReturnRefurbished', 'ReturnCompleted']);
  });

  it('are restocked under another name each time, so that no restock is taken for a repeat', () => {
    const first = refurbishReturn(aReturn.inspected(toRepair), { lines: [done(1, 'restock')] }, given());
    const events = first.kind === 'decided' ? [...first.events] : [];
    const second = refurbishReturn(aReturn.inspected(toRepair, ...events), { lines: [done(1, 'restock')] }, given());
    const ids = [first, second].map(
      (each) => each.kind === 'decided' && (each.events[1] as ReturnRestockRequested).restockId,
    );
    expect(new Set(ids).size).toBe(2);
  });

  it('are never more than were to be repaired', () => {
    const many = { lines: [done(1, 'restock'), done(2, 'scrap')] };
    expect(() => refurbishReturn(aReturn.inspected(toRepair), many, given())).toThrow('return.lines-invalid');
    expect(() => refurbishReturn(aReturn.received(), many, given())).toThrow('return.not-open');
  });
});
