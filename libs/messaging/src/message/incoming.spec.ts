import { Incoming } from './incoming';

describe('a message that is kept', () => {
  it('has names of headers that a database takes, whatever its sender called them', () => {
    const headers = { 'a\0b': Buffer.from('zero'), $where: 'dollar', 'a.b': 'dot', ce_type: 'T' };
    const raw = { offset: '7', key: null, value: Buffer.from('{'), headers, timestamp: '0' };
    const held = new Incoming(raw, 'orders.order.v1', 2, 7).held();
    expect(held.headers).toEqual({
      ...{ 'a\uFFFDb': 'zero', $where: 'dollar', 'a.b': 'dot', ce_type: 'T' },
      'entrepot-received-at': '1970-01-01T00:00:00.000Z',
    });
    expect(Incoming.ofHeld(held).header('ce_type')).toBe('T');
  });

  it('keeps the time at which the broker got it, whatever its sender says of that', () => {
    const headers = { 'entrepot-received-at': 'yesterday' };
    const raw = { offset: '7', key: null, value: null, headers, timestamp: '1700000000000' };
    const incoming = new Incoming(raw, 'shop.intake.v1', 2, 7);
    const again = Incoming.ofHeld(incoming.held()).withTrace('00-1-2-01');
    expect([incoming.time, again.time]).toEqual(['2023-11-14T22:13:20.000Z', '2023-11-14T22:13:20.000Z']);
  });

  it.each([
    ['99999999999999999', '9999-12-31T23:59:59.999Z'],
    ['253402300800000', '9999-12-31T23:59:59.999Z'],
    ['-1', '1970-01-01T00:00:00.000Z'],
    ['', '1970-01-01T00:00:00.000Z'],
    ['1700000000000', '2023-11-14T22:13:20.000Z'],
  ])('has a time of our calendar, though its sender stamped it %s', (timestamp, time) => {
    const incoming = new Incoming(
      { offset: '7', key: null, value: null, headers: {}, timestamp },
      'shop.intake.v1',
      2,
      7,
    );
    expect([incoming.time, incoming.held().headers['entrepot-received-at']]).toEqual([time, time]);
  });
});
