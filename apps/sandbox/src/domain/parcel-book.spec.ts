import { ParcelBook } from './parcel-book';

const NOW = '2026-03-02T10:00:00Z';

function booked() {
  const book = new ParcelBook(7);
  const { parcel } = book.book('shp_1', { merchantId: 'demo' }, NOW);
  return { book, parcel, number: parcel.trackingNumber };
}

const codes = (events: readonly { code: string }[]) => events.map(({ code }) => code);

describe('the carrier', () => {
  it('books a reference once', () => {
    const { book, parcel } = booked();
    expect(book.book('shp_1', {}, NOW)).toEqual({ parcel, made: false });
  });

  it('tells the codes in between when asked, with their own dates', () => {
    const { book, number } = booked();
    const dates = { COLLECTED: '2018-01-02T10:00:00-02:00' };
    const events = book.advance(
      number,
      { to: 'DELIVERED', steps: true, dates, occurredAt: '2018-01-09T12:00:00Z' },
      NOW,
    );
    expect(codes(events)).toEqual(['COLLECTED', 'IN_TRANSIT', 'OUT_FOR_DELIVERY', 'DELIVERED']);
    expect(events[0]?.occurredAt).toBe('2018-01-02T10:00:00-02:00');
    expect(events[3]?.occurredAt).toBe('2018-01-09T12:00:00Z');
  });

  it('leaves a parcel where it is when it is asked to go back', () => {
    const { book, number } = booked();
    book.advance(number, { to: 'IN_TRANSIT' }, NOW);
    expect(book.advance(number, { to: 'COLLECTED' }, NOW)).toEqual([]);
    expect(book.advance(number, { to: 'IN_TRANSIT' }, NOW)).toEqual([]);
    expect(book.find(number).status).toBe('IN_TRANSIT');
  });

  it('goes on to delivery after a failed attempt', () => {
    const { book, number } = booked();
    book.advance(number, { to: 'OUT_FOR_DELIVERY' }, NOW);
    expect(codes(book.advance(number, { to: 'ATTEMPT_FAILED' }, NOW))).toEqual(['ATTEMPT_FAILED']);
    expect(codes(book.advance(number, { to: 'DELIVERED', steps: true }, NOW)).at(-1)).toBe('DELIVERED');
  });

  it('gives a label back before pick-up only', () => {
    const { book, number } = booked();
    book.advance(number, { to: 'COLLECTED' }, NOW);
    expect(() => book.voidLabel(number)).toThrow('was collected');
    const other = booked();
    expect(other.book.voidLabel(other.number).status).toBe('VOIDED');
    expect(other.book.voidLabel(other.number).status).toBe('VOIDED');
  });

  it('calls parcels back between pick-up and delivery, and then delivers them no more', () => {
    const { book, number } = booked();
    expect(() => book.intercept(number, true)).toThrow('was not collected');
    book.advance(number, { to: 'IN_TRANSIT' }, NOW);
    expect(book.intercept(number, true)).toBe(true);
    expect(book.intercept(number, true)).toBe(false);
    expect(book.advance(number, { to: 'DELIVERED' }, NOW)).toEqual([]);
    expect(codes(book.advance(number, { to: 'RETURNING' }, NOW))).toEqual(['RETURNING']);
    expect(codes(book.advance(number, { to: 'RETURNED' }, NOW))).toEqual(['RETURNED']);
  });

  it('refuses to call back what was delivered', () => {
    const { book, number } = booked();
    book.advance(number, { to: 'DELIVERED' }, NOW);
    expect(() => book.intercept(number, true)).toThrow('was delivered');
  });
});
