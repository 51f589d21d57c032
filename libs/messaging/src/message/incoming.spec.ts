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
});
