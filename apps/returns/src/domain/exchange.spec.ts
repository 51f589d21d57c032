import { eventContract } from '@entrepot/contracts';
import {
  ExchangeAnswered,
  OrderExchangeUndone,
  OrderReturnRefunded,
  type OrderLinesAdded,
} from '@entrepot/contracts/orders';
import {
  ReturnableDelivered,
  ReturnCompleted,
  ReturnExchangeAnswered,
  ReturnExchangeReduced,
  ReturnInspected,
  ReturnRefunded,
  type RequestReturn,
} from '@entrepot/contracts/returns';
import { aReturn, aReturnable, decidedTypes, given, named } from '../../test/builders';
import { noteExchange, noteReduction } from './exchange';
import { inspectReturn } from './inspect-return';
import { noteAddedLines } from './note-delivery';
import { requestReturn } from './request-return';
import { ReturnStream, type Return } from './return';
import { noteRefund } from './settle-return';
import type { SettlingEvent } from './settling';

const body: RequestReturn = {
  ...{ orderId: 'ord_1', lines: [{ lineId: '1', quantity: 1 }], reason: 'wrong-item' },
  exchange: [{ lineId: '1', sku: 'TSHIRT-L' }],
};
const priced = { ...aReturnable(), currency: 'BRL', prices: { '1': 4_000 } };
const ask = (price: number | undefined, request = body) =>
  requestReturn(aReturn.none(), request, given(priced), { returnWindowDays: 30, priceOf: () => price });
const answered = (outcome: 'confirmed' | 'failed') =>
  new ExchangeAnswered({ orderId: 'ord_2', originalOrderId: 'ord_1', returnId: 'ret_1', outcome, reason: 'shortage' });

/** A return that is exchanged, inspected, with what came after. */
const inspected = (...more: SettlingEvent[]) => {
  const lines = [{ lineId: '1', sku: 'TSHIRT', quantity: 1, disposition: 'scrap' as const }];
  const exchange = body.exchange!;
  const events = [new ReturnInspected({ ...named, lines, exchange }), ...more];
  const at = { merchantId: 'demo', key: 'ret_1', version: 9, at: '2026-03-20T10:00:00Z' };
  const wanted = { ...aReturn.received(), exchange: { lines: exchange, state: 'wanted' as const } };
  return events.reduce<Return>((state, event) => ReturnStream.evolve(state, event, at), wanted as Return);
};

describe('an exchange', () => {
  it('is taken for another SKU of the same price', () => {
    expect(ask(4_000)).toMatchObject({ events: [{ type: 'ReturnRequested', exchange: body.exchange }, {}, {}] });
  });

  it('is refused for another price, naming both', () => {
    const message = 'line 1 cost 4000 BRL, TSHIRT-L costs 4500 BRL: only the same price is exchanged';
    const refusal = {
      code: 'return.exchange-invalid',
      errors: [{ field: 'exchange[0].sku', rule: 'same-price', message }],
    };
    expect(() => ask(4_500)).toThrow(expect.objectContaining(refusal) as Error);
    expect(() => ask(undefined)).toThrow('return.exchange-invalid');
  });

  it('is taken for a line that was added to the order later', () => {
    const added = eventContract('OrderLinesAdded').example as unknown as OrderLinesAdded;
    const mugs = [{ lineId: '3', sku: 'MUG-BLUE', quantity: 1 }];
    const noted = noteAddedLines(aReturnable(), added, given(), undefined);
    const at = { ...{ orderId: 'ord_1', shipmentId: 'shp_2' }, placeId: 'gru-1', deliveredAt: '2026-03-10T12:00:00Z' };
    const delivered = new ReturnableDelivered({ ...at, lines: mugs });
    const events = [...(noted.kind === 'decided' ? noted.events : []), delivered];
    const known = { ...aReturnable(...events), currency: 'BRL' };
    const wanted: RequestReturn = {
      ...{ orderId: 'ord_1', lines: [{ lineId: '3', quantity: 1 }], reason: 'wrong-item' },
      exchange: [{ lineId: '3', sku: 'MUG-RED' }],
    };
    const terms = { returnWindowDays: 30, priceOf: () => 2_990 };
    expect(decidedTypes(requestReturn(aReturn.none(), wanted, given(known), terms))).toContain('ReturnApproved');
  });

  it('is of the whole return', () => {
    const other = { ...body, exchange: [{ lineId: '7', sku: 'TSHIRT-L' }] };
    expect(() => ask(4_000, other)).toThrow('return.exchange-invalid');
  });

  it('is asked of orders with the inspection, but not for what is refused', () => {
    const wanted = { ...aReturn.received(), exchange: { lines: body.exchange!, state: 'wanted' as const } } as never;
    const scrap = { lineId: '1', quantity: 2, disposition: 'scrap' as const };
    expect(inspectReturn(wanted, { lines: [scrap] }, given())).toMatchObject({ events: [{ exchange: body.exchange }] });
    const refused = inspectReturn(
      wanted,
      { lines: [{ ...scrap, disposition: 'send-back', refusal: 'worn' }] },
      given(),
    );
    expect(refused.kind === 'decided' && refused.events[0]).not.toHaveProperty('exchange');
  });

  it('settles the money when the replacement is on its way', () => {
    expect(decidedTypes(noteExchange(inspected(), answered('confirmed'), given(), undefined))).toEqual([
      'ReturnExchangeAnswered',
      'ReturnCompleted',
    ]);
  });

  it('falls back to a refund when there is no replacement, also later, and shows it', () => {
    const failed = noteExchange(inspected(), answered('failed'), given(), undefined);
    expect(decidedTypes(failed)).toEqual(['ReturnExchangeAnswered']);
    const event = (failed.kind === 'decided' ? failed.events[0] : undefined) as ReturnExchangeAnswered;
    const current = inspected(event);
    expect(current).toMatchObject({
      status: 'inspected',
      exchange: { state: 'failed', orderId: 'ord_2', reason: 'shortage' },
    });
    expect(noteExchange(current, answered('failed'), given(), undefined).kind).toBe('ignored');
    const refund = new OrderReturnRefunded({ ...named, amount: 4_000 });
    expect(decidedTypes(noteRefund(current, refund, given(), undefined))).toEqual([
      'ReturnRefunded',
      'ReturnCompleted',
    ]);
  });

  it('stays done when word of the refund is quicker than that the replacement failed', () => {
    const refund = new OrderReturnRefunded({ ...named, amount: 4_000 });
    const refunded = new ReturnRefunded({ ...named, amount: 4_000 });
    const done = new ReturnCompleted(named);
    const [confirmed, failed] = (['confirmed', 'failed'] as const).map(
      (outcome) => new ReturnExchangeAnswered({ ...named, replacementOrderId: 'ord_2', outcome }),
    );
    const settled = { status: 'completed', refunded: 4_000, exchange: { state: 'failed' } };

    expect(decidedTypes(noteRefund(inspected(), refund, given(), undefined))).toEqual([
      'ReturnRefunded',
      'ReturnCompleted',
    ]);
    const paid = inspected(refunded, done);
    expect(decidedTypes(noteExchange(paid, answered('failed'), given(), undefined))).toEqual([
      'ReturnExchangeAnswered',
    ]);
    expect(inspected(refunded, done, failed!)).toMatchObject(settled);

    expect(decidedTypes(noteExchange(paid, answered('confirmed'), given(), undefined))).toEqual([
      'ReturnExchangeAnswered',
    ]);
    expect(inspected(refunded, done, confirmed!, failed!)).toMatchObject(settled);

    const exchanged = inspected(confirmed!, done);
    expect(decidedTypes(noteRefund(exchanged, refund, given(), undefined))).toEqual(['ReturnRefunded']);
    const late = inspected(confirmed!, done, refunded, failed!);
    expect(late).toMatchObject(settled);
    expect(noteRefund(late, refund, given(), undefined).kind).toBe('ignored');
  });

  it('shows what was given back for parts of the replacement that are not with the customer', () => {
    const undone = new OrderExchangeUndone({
      ...named,
      amount: 1_000,
      reason: 'lost',
      lines: [{ lineId: '1', quantity: 1 }],
    });
    const answer = new ReturnExchangeAnswered({ ...named, replacementOrderId: 'ord_2', outcome: 'confirmed' });
    const reduced = noteReduction(inspected(answer), undone, given(), undefined);
    expect(decidedTypes(reduced)).toEqual(['ReturnExchangeReduced']);
    const event = (reduced.kind === 'decided' ? reduced.events[0] : undefined) as ReturnExchangeReduced;
    const exchange = { state: 'confirmed', givenBack: 2_000 };
    expect(inspected(answer, event, event)).toMatchObject({ refunded: 0, exchange });
    const failed = new ReturnExchangeAnswered({ ...named, replacementOrderId: 'ord_2', outcome: 'failed' });
    expect(inspected(answer, event, failed)).toMatchObject({ exchange: { state: 'failed', givenBack: 1_000 } });
  });
});
