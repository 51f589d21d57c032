import { recordId, streamId, type CommitRecord } from '@entrepot/eventstore';
import type { AnyEvent } from '@entrepot/kernel';
import type { RawHeaders } from '../bus/bus';
import type { Contracts } from '../contracts/contracts';
import { readMeta } from '../message/headers';
import { JumpWatch } from '../runtime/jump-watch';
import { Outgoing } from './outgoing';

const terms = { topic: 'orders.order.v1', owner: 'orders', readers: [], check: () => [] };
const contracts: Contracts = {
  event: (type) => {
    if (type === 'Unheard') return undefined;
    return type === 'Asked'
      ? { ...terms, type, key: (event) => (event as { place: string }).place }
      : { ...terms, type };
  },
  ownTopics: () => [terms.topic],
  body: () => () => [],
};

const STREAM = streamId('demo & co', 'order', 'ord/1');

const TRACE = `00-${'ab'.repeat(16)}-${'cd'.repeat(8)}-01`;

function recorded(version: number, ...events: AnyEvent[]): CommitRecord {
  const cause = { source: 'http:POST /orders', key: 'k', trace: TRACE };
  const names = { merchantId: 'demo & co', kind: 'order', key: 'ord/1' };
  return { _id: recordId(STREAM, version), ...names, version, at: '2026-01-01T00:00:00.000Z', cause, events };
}

const asked = (place: string): AnyEvent => ({ type: 'Asked', place }) as AnyEvent;

describe('outgoing messages', () => {
  it('are keyed by their contract under the merchant, or by the stream', () => {
    const outgoing = new Outgoing('orders', contracts);
    const [placed, request] = outgoing.messagesOf(recorded(1, { type: 'Placed' }, asked('berlin')));
    expect(placed).toMatchObject({ topic: 'orders.order.v1', key: STREAM, value: '{"type":"Placed"}' });
    expect(request?.key).toBe('demo%20%26%20co/berlin');
  });

  it('say who recorded them, where, when and why, so that a reader needs nothing else', () => {
    const [, second] = new Outgoing('orders', contracts).messagesOf(recorded(7, { type: 'A' }, { type: 'B' }));
    const headers = second?.headers as RawHeaders;
    expect(headers).toMatchObject({ ce_specversion: '1.0', ce_subject: STREAM, 'content-type': 'application/json' });
    expect(readMeta(headers)).toMatchObject({
      ...{ id: `${STREAM}/0000000007#1`, type: 'B', merchantId: 'demo & co', stream: STREAM, streamKind: 'order' },
      ...{ key: 'ord/1', version: 7, index: 1, at: '2026-01-01T00:00:00.000Z', service: 'orders', trace: TRACE },
    });
  });

  it('refuse an event without a contract', () => {
    expect(() => new Outgoing('orders', contracts).messagesOf(recorded(1, { type: 'Unheard' }))).toThrow('no contract');
  });

  it('rule 11: name what was before them under the same key, so that another way does not look like a loss', () => {
    const outgoing = new Outgoing('orders', contracts);
    const records = [recorded(1, asked('berlin')), recorded(2, asked('lisbon')), recorded(3, asked('berlin'))];
    const [first, second, third] = records.flatMap((record) => outgoing.messagesOf(record));
    expect([first, second, third].map((message) => message?.headers['ce_previous'])).toEqual([
      undefined,
      undefined,
      '1#0',
    ]);
    const watch = new JumpWatch();
    for (const message of [second, first, third]) {
      expect(watch.missing('p0', message?.headers as RawHeaders)).toBeUndefined();
    }
    watch.forget();
    watch.missing('p0', first?.headers as RawHeaders);
    const [fifth] = [recorded(4, asked('berlin')), recorded(5, asked('berlin'))].flatMap((record) =>
      outgoing.messagesOf(record).slice(-1),
    );
    expect(watch.missing('p0', fifth?.headers as RawHeaders)).toBe('3#0');
  });
});
