import { deriveId } from '@entrepot/kernel';
import { copiedOrderId, MARK, Templates } from './copies';

const order = deriveId('ord', 'demo', MARK, 't000000-0');
const payment = deriveId('pay', 'demo', order);
const reservation = deriveId('rsv', order, 1, 'bench-0');
const edition = { number: 12, earlierMs: 60_000 };

function copyOf(...texts: readonly string[]): string[] {
  const templates = new Templates('demo', ['t000000-0']);
  const numbers = texts.map((text) => templates.add(text));
  const write = templates.edition(edition);
  return numbers.map(write);
}

describe('a copy of what came of an order', () => {
  it('has the ids that its names give it, and refers to itself as the original does', () => {
    const [placed, held] = copyOf(
      JSON.stringify({ _id: `demo/order/${order}/0000000001`, source: MARK, sourceOrderId: 't000000-0', payment }),
      JSON.stringify({ orderId: order, reservationId: reservation, again: reservation }),
    );
    const orderId = copiedOrderId('demo', 't000000-0', edition);
    expect(orderId).toBe(deriveId('ord', 'demo', 't000012', 't000012-0'));
    expect(JSON.parse(placed!)).toEqual({
      _id: `demo/order/${orderId}/0000000001`,
      source: 't000012',
      sourceOrderId: 't000012-0',
      payment: deriveId('pay', 'demo', orderId),
    });
    const { reservationId, again, ...rest } = JSON.parse(held!) as Record<string, string>;
    expect(rest).toEqual({ orderId });
    expect(reservationId).toMatch(/^rsv_[0-9a-z]{26}$/);
    expect(reservationId).not.toBe(reservation);
    expect(again).toBe(reservationId);
  });

  it('has names, tracking numbers, hashes and moments of its own, each as long as before', () => {
    const hash = 'a476a4b4f6f1294cf5e11f7ced535ca7f411f4402f300e7c03c001a428e3bdbc';
    const text = `T000000-0001%40bench-0 sandbox%3ASB60202437471BR ${hash} 2026-11-28T18:54:09.386Z ${order}%3A1 psp%3Aevt_mx0rr0px_17`;
    const [copy] = copyOf(text);
    expect(copy).toHaveLength(text.length);
    const [stock, tracking, hashed, moment, routing, notice] = copy!.split(' ');
    expect(stock).toBe('T000012-0001%40bench-0');
    expect(tracking).toMatch(/^sandbox%3ASB\d{11}BR$/);
    expect(tracking).not.toContain('60202437471');
    expect(hashed).toMatch(/^[0-9a-f]{64}$/);
    expect(hashed).not.toBe(hash);
    expect(moment).toBe('2026-11-28T18:53:09.386Z');
    expect(notice).toMatch(/^psp%3Aevt_(?!mx0rr0px)[0-9a-z]{8}_17$/);
    expect(routing).toBe(`${copiedOrderId('demo', 't000000-0', edition)}%3A1`);
  });

  it('leaves alone what orders share: customers, places, keys, amounts', () => {
    const text = JSON.stringify({
      customerId: 'customer-0',
      placeId: 'bench-3',
      key: deriveId('key', 'x'),
      amount: 2040,
    });
    expect(copyOf(text)).toEqual([text]);
  });

  it('is made of what names an order or its payment or has the mark, and of nothing else', () => {
    const templates = new Templates('demo', ['t000000-0']);
    for (const text of [`demo/order/${order}`, `{"paymentId":"${payment}"}`, 'demo/stock/T000000-0001%40bench-0']) {
      expect(templates.isTheirs(text)).toBe(true);
    }
    const others = [deriveId('ord', 'demo', 'bench', 't000001-0'), 'demo/place/bench-0', 'demo/sku/BENCH-0001'];
    expect(others.filter((text) => templates.isTheirs(text))).toEqual([]);
  });

  it('is another one in each edition', () => {
    const templates = new Templates('demo', []);
    const text = templates.add(reservation);
    const copies = [1, 2, 3].map((number) => templates.edition({ number, earlierMs: 0 })(text));
    expect(new Set([reservation, ...copies]).size).toBe(4);
  });

  it('has tracking numbers that no other has, however many there are', () => {
    const templates = new Templates('demo', []);
    const texts = Array.from({ length: 20 }, (_, index) => templates.add(`SB${String(index).padStart(11, '0')}BR`));
    const editions = Array.from({ length: 5_000 }, (_, index) =>
      templates.edition({ number: index + 1, earlierMs: 0 }),
    );
    expect(new Set(editions.flatMap((write) => texts.map(write))).size).toBe(100_000);
  });
});
