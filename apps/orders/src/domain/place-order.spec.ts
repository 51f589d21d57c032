import { DomainError, type Decided } from '@entrepot/kernel';
import {
  aBody,
  eventsOf,
  given,
  noOrder,
  only,
  placedOrder,
  POLICY,
  START,
  submissionOf,
  typesOf,
} from '../../test/builders';
import { placeOrder } from './place-order';

const place = placeOrder(POLICY);
const unknown = (...skus: string[]) =>
  given(START, 'ord_1', Object.fromEntries(skus.map((sku) => [sku, { isKnown: false }])));

describe('placing an order', () => {
  it('records it and looks for a route', () => {
    const decision = place(noOrder, submissionOf(aBody()), given(), undefined);
    expect(typesOf(decision)).toEqual(['OrderPlaced', 'OrderRoutingRequested']);
    expect(only(decision, 'OrderPlaced')).toMatchObject({ occurredAt: START, total: 12_000, door: 'http' });
    expect(only(decision, 'OrderRoutingRequested')).toMatchObject({
      attempt: 1,
      shipTo: { city: 'Lisboa', country: 'PT', postalCode: '1100-148' },
      lines: [
        { lineId: '1', sku: 'SHIRT', quantity: 2 },
        { lineId: '2', sku: 'MUG', quantity: 1 },
      ],
    });
  });

  it('keeps the date that the source gave', () => {
    const body = aBody({ occurredAt: '2018-05-05T10:00:00-03:00' });
    const decision = place(noOrder, submissionOf(body), given(), undefined);
    expect(only(decision, 'OrderPlaced').occurredAt).toBe('2018-05-05T10:00:00-03:00');
  });

  it('keeps its own price and notes what the catalog asked at that time', () => {
    const prices = {
      EUR: [
        { amount: 4_500, validFrom: '2026-01-01T00:00:00Z' },
        { amount: 9_000, validFrom: '2027-01-01T00:00:00Z' },
      ],
    };
    const knowing = given(START, 'ord_1', {
      SHIRT: { prices },
      MUG: { prices: { USD: [{ amount: 1, validFrom: START }] } },
    });
    const placed = only(place(noOrder, submissionOf(aBody()), knowing, undefined), 'OrderPlaced');
    expect(placed.priceDeviations).toEqual([{ lineId: '1', ordered: 4_000, catalog: 4_500 }]);
  });

  it('answers the sender of an intake', () => {
    const decision = place(noOrder, submissionOf(aBody(), 'intake'), given(), undefined);
    expect(typesOf(decision)).toEqual(['OrderPlaced', 'OrderIntakeAccepted', 'OrderRoutingRequested']);
    expect(only(decision, 'OrderIntakeAccepted').state).toBe('placed');
  });

  it('holds an intake with unknown SKUs, and waits on the streams of those', () => {
    const decision = place(noOrder, submissionOf(aBody(), 'intake'), unknown('MUG'), undefined) as Decided;
    expect(typesOf(decision)).toEqual(['OrderPlaced', 'OrderHeld', 'OrderIntakeAccepted']);
    expect(only(decision, 'OrderHeld')).toMatchObject({ reason: 'unknown-sku', skus: ['MUG'] });
    expect(only(decision, 'OrderIntakeAccepted').state).toBe('held');
    expect(decision.asides.map(({ stream, key, events }) => [stream.kind, key, events])).toEqual([
      ['sku', 'MUG', [{ type: 'SkuAwaited', sku: 'MUG', orderId: expect.any(String) }]],
    ]);
  });

  it('refuses unknown SKUs over HTTP, naming the lines, unless the catalog vouches for them', () => {
    const submission = submissionOf(aBody());
    const refused = () => place(noOrder, submission, unknown('MUG'), undefined);
    expect(refused).toThrow(
      new DomainError('order.unknown-sku', { skus: ['MUG'] }, [
        { field: 'lines[1].sku', rule: 'known', message: 'is not in the catalog' },
      ]),
    );
    const vouched = place(noOrder, { ...submission, vouched: ['MUG'] }, unknown('MUG'), undefined);
    expect(typesOf(vouched)).toContain('OrderPlaced');
  });
});

describe('the same order again', () => {
  const known = placedOrder();

  it('is the same order over HTTP', () => {
    expect(place(known, submissionOf(aBody()), given(), undefined)).toMatchObject({ kind: 'ignored' });
  });

  it('is answered once over the intake', () => {
    const decision = place(known, submissionOf(aBody(), 'intake'), given(), undefined);
    expect(typesOf(decision)).toEqual(['OrderIntakeAccepted']);
    const accepted = { ...known, accepted: true };
    expect(place(accepted, submissionOf(aBody(), 'intake'), given(), undefined)).toMatchObject({ kind: 'ignored' });
  });

  it('with other content is a conflict', () => {
    const other = () => eventsOf(place(known, submissionOf(aBody({ notes: 'gift' })), given(), undefined));
    expect(other).toThrow(expect.objectContaining({ code: 'order.conflict' }));
  });
});
