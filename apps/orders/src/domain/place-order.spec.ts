import type { PlaceOrder } from '@entrepot/contracts/orders';
import { DomainError, type Decided } from '@entrepot/kernel';
import {
  aBody,
  eventsOf,
  given,
  noOrder,
  only,
  placedOrder,
  POLICY,
  SET,
  START,
  submissionOf,
  typesOf,
} from '../../test/builders';
import { placeOrder } from './place-order';
import type { KnownSku } from './sku';

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
    const vouched = place(noOrder, { ...submission, vouched: [{ sku: 'MUG' }] }, unknown('MUG'), undefined);
    expect(typesOf(vouched)).toContain('OrderPlaced');
  });

  const sets = (quantity: number, unitPrice: number, change: Partial<PlaceOrder> = {}) => {
    const lines = [{ lineId: 'a', sku: 'SET', quantity, unitPrice, title: 'Breakfast set' }];
    return aBody({ lines, charges: [], tenders: [{ method: 'card', amount: quantity * unitPrice }], ...change });
  };
  const bundleOf = (pieces: number, unitPrice: number) => ({
    ...{ lineId: 'a', sku: 'SET', title: 'Breakfast set' },
    ...{ pieces, unitPrice },
  });

  it('takes a bundle apart: its components are routed, and cost together what it costs, to the minor unit', () => {
    const decision = place(noOrder, submissionOf(sets(3, 1_000)), given(), undefined);
    const { lines, linesTotal, total } = only(decision, 'OrderPlaced');
    expect(lines).toEqual([
      { lineId: 'a.1', sku: 'SHIRT', quantity: 3, unitPrice: 333, bundle: bundleOf(1, 1_000) },
      { lineId: 'a.2', sku: 'SHIRT', quantity: 3, unitPrice: 334, bundle: bundleOf(1, 1_000) },
      { lineId: 'a.3', sku: 'MUG', quantity: 3, unitPrice: 333, bundle: bundleOf(1, 1_000) },
    ]);
    expect([linesTotal, total]).toEqual([3_000, 3_000]);
    expect(only(decision, 'OrderRoutingRequested').lines).toMatchObject([
      { quantity: 3 },
      { quantity: 3 },
      { sku: 'MUG' },
    ]);
  });

  it('shares the price of a bundle out by what its components cost alone, and a charge of its line by what they cost in it', () => {
    const at = (amount: number) => ({ prices: { EUR: [{ amount, validFrom: '2026-01-01T00:00:00Z' }] } });
    const knowing = given(START, 'ord_1', { SHIRT: at(3_000), MUG: at(6_000), SET: { ...SET, ...at(11_000) } });
    const charges = [{ type: 'discount' as const, amount: 1_000, lineId: 'a', reason: 'spring' }];
    const body = sets(1, 10_000, { charges, tenders: [{ method: 'card', amount: 9_000 }] });
    const placed = only(place(noOrder, submissionOf(body), knowing, undefined), 'OrderPlaced');
    expect(placed.lines).toMatchObject([
      { lineId: 'a.1', quantity: 2, unitPrice: 2_500, bundle: { pieces: 2 } },
      { lineId: 'a.2', quantity: 1, unitPrice: 5_000, bundle: { pieces: 1 } },
    ]);
    expect(placed.charges).toEqual([
      { ...charges[0], lineId: 'a.1', amount: 500 },
      { ...charges[0], lineId: 'a.2', amount: 500 },
    ]);
    expect(placed.priceDeviations).toEqual([{ lineId: 'a', ordered: 10_000, catalog: 11_000 }]);
  });

  it.each<[string, Record<string, Partial<KnownSku>>, [string, string, string]]>([
    ['holds another bundle', { MUG: SET }, ['order.bundle-invalid', 'lines[0].sku', 'nested']],
    ['holds what nobody knows', { MUG: { isKnown: false } }, ['order.unknown-sku', 'lines[0].sku', 'known']],
    [
      'has more lines than an order',
      { SET: { components: Array.from({ length: 501 }, (_, index) => ({ sku: `S${index}`, quantity: 1 })) } },
      ['order.bundle-invalid', 'lines', 'maxItems'],
    ],
    [
      'has more pieces of a SKU than can be asked for',
      { SET: { components: [{ sku: 'SHIRT', quantity: 1_000_000 }] } },
      ['order.bundle-invalid', 'lines[0].quantity', 'maximum'],
    ],
  ])('refuses a bundle that %s, naming field and rule', (_, skus, [code, field, rule]) => {
    const attempt = () => place(noOrder, submissionOf(sets(2, 1_000)), given(START, 'ord_1', skus), undefined);
    expect(attempt).toThrow(expect.objectContaining({ code, errors: [expect.objectContaining({ field, rule })] }));
  });

  it('takes a bundle apart that only the catalog has told of, and waits for components of an intake that nobody knows', () => {
    const fresh = given(START, 'ord_1', { SET: { isKnown: false, components: undefined }, MUG: { isKnown: false } });
    const submission = { ...submissionOf(sets(1, 900)), vouched: [{ sku: 'SET', ...SET }] };
    expect(only(place(noOrder, submission, fresh, undefined), 'OrderPlaced').lines).toHaveLength(2);
    const intake = place(noOrder, submissionOf(sets(1, 900), 'intake'), unknown('MUG'), undefined);
    expect(only(intake, 'OrderHeld')).toMatchObject({ reason: 'unknown-sku', skus: ['MUG'] });
    expect(only(intake, 'OrderPlaced').lines).toMatchObject([{ sku: 'SHIRT', quantity: 2 }, { sku: 'MUG' }]);
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
