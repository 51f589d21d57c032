import type { Cause, CommitRecord } from '@entrepot/eventstore';
import { StreamCount, streamProblems } from './streams';

const record = (version: number, cause: Cause, stream = 'm/order/1', decision?: string): CommitRecord => ({
  ...{
    _id: `${stream}/${String(version).padStart(10, '0')}`,
    merchantId: 'm',
    kind: 'order',
    key: '1',
    version,
    cause,
  },
  ...{ at: '', events: [{ type: 'Happened' }], ...(decision === undefined ? {} : { decision }) },
});
const event = (version: number, index = 0): Cause => ({ source: 'm/payment/1', position: [version, index] });
const request = (key: string): Cause => ({ source: 'http:POST /v1/orders', key });

function count(...records: CommitRecord[]) {
  const counted = new StreamCount();
  records.forEach((one) => counted.take(one));
  return counted.result();
}

describe('the count of streams', () => {
  it('finds nothing wrong with gapless streams that take every input once and in order', () => {
    const own = [record(1, request('a')), record(2, event(1)), record(3, event(1, 1)), record(4, event(3))];
    const other = record(1, event(1), 'm/order/2');
    expect(count(...own, other)).toEqual({
      ...{ streams: 2, decisions: 5, events: 5, gaps: 0, doubled: 0, reordered: 0, examples: [] },
      byType: { Happened: 5 },
    });
  });

  it('sees a version that is missing', () => {
    expect(count(record(1, request('a')), record(3, request('b')))).toMatchObject({ gaps: 1 });
    expect(count(record(2, request('a')))).toMatchObject({ gaps: 1 });
  });

  it('sees an event or a request that is taken twice', () => {
    expect(count(record(1, event(1)), record(2, event(1)))).toMatchObject({ doubled: 1, reordered: 0 });
    expect(count(record(1, request('a')), record(2, request('b')), record(3, request('a')))).toMatchObject({
      doubled: 1,
    });
  });

  it('sees an event that is taken after a later one of its source', () => {
    const { reordered, examples } = count(record(1, event(3)), record(2, event(2, 1)));
    expect(reordered).toBe(1);
    expect(examples).toEqual(['m/order/1/0000000002 takes m/payment/1/2#1 after 3#0']);
  });

  it('says what keeps a report from balancing', () => {
    expect(streamProblems(count(record(1, request('a')), record(2, request('b'))))).toEqual([]);
    expect(streamProblems(count(record(1, event(1)), record(3, event(1))))).toEqual([
      '1 versions are missing in streams, 1 inputs were taken more than once: m/order/1/0000000003 follows version 1; m/order/1/0000000003 takes m/payment/1/1#0 after 1#0',
    ]);
  });

  it('leaves it to the stream that decides to know whose input it was', () => {
    const beside = (version: number) => record(version, event(1), 'm/ledger/1', 'm/order/1/0000000001');
    expect(count(beside(1), beside(2))).toMatchObject({ doubled: 0, gaps: 0 });
  });
});
