import { TraceCollector } from '@entrepot/testing';
import { currentTrace } from '../http/trace';
import { RecordedTracing } from './recorded-tracing';

const id = '0af7651916cd43dd8448eb211c80319c';
const parent = `00-${id}-b7ad6b7169203331-01`;
const unrecorded = `00-${id}-b7ad6b7169203331-00`;

describe('recorded traces', () => {
  let collector: TraceCollector;

  const opened = (share = 0) => new RecordedTracing({ service: 'orders', url: collector.url, share });
  const named = (name: string) => collector.spans.find((span) => span.name === name)!;

  beforeAll(async () => {
    collector = await TraceCollector.open();
  });
  beforeEach(() => void collector.spans.splice(0));
  afterAll(() => collector.close());

  it('are those of the caller: its request, and what is done for it, with what went wrong by its code', async () => {
    const tracing = opened();
    const { trace, ended } = tracing.request('POST', parent);
    const span = tracing.begin({ name: 'work', kind: 'consumer', parent: trace.header, attributes: { a: 1 } });
    const failing = span.run(() => {
      expect(currentTrace()?.header).toBe(span.trace);
      return Promise.reject(Object.assign(new Error('of Jane Doe'), { code: 'order.not-found' }));
    });
    await expect(failing).rejects.toThrow('of Jane Doe');
    ended?.('/v1/orders', 201);
    await tracing.close();
    const request = named('POST /v1/orders');
    expect(request).toMatchObject({ traceId: id, parentSpanId: 'b7ad6b7169203331', kind: 2 });
    expect(named('work')).toMatchObject({ traceId: id, parentSpanId: request.spanId, kind: 5 });
    expect(named('work').status).toEqual({ code: 2, message: 'order.not-found' });
    expect(JSON.stringify(collector.spans)).not.toContain('Jane');
  });

  it('are not recorded where the caller says so, and its trace is handed on', async () => {
    const tracing = opened(1);
    expect([tracing.records(unrecorded), tracing.records(parent)]).toEqual([false, true]);
    const { trace, ended } = tracing.request('GET', unrecorded);
    expect([trace.traceId, trace.header.slice(-2), ended]).toEqual([id, '00', undefined]);
    expect(tracing.within(unrecorded, () => currentTrace()?.header)).toBe(unrecorded);
    await tracing.close();
    expect(collector.spans).toEqual([]);
  });

  it.each([
    [0, '00'],
    [1, '01'],
  ])('that begin here are recorded by their share: %d', async (share, flags) => {
    const tracing = opened(share);
    const { trace, ended } = tracing.request('GET', undefined);
    expect(trace.header.slice(-2)).toBe(flags);
    const span = tracing.begin({ name: 'take', kind: 'consumer', attributes: {} });
    span.end();
    ended?.('/v1/orders', 200);
    await tracing.close();
    expect(collector.spans.map(({ name }) => name).sort()).toEqual(share === 1 ? ['GET /v1/orders', 'take'] : []);
  });

  it('tell of a commit once, in the first trace, linked to the others that share it', async () => {
    const tracing = opened();
    const other = `00-${'b'.repeat(32)}-${'c'.repeat(16)}-01`;
    const group = { inputs: 3, records: 3, bytes: 10, ms: 5, traces: () => [unrecorded, parent, other] };
    tracing.committed(group);
    tracing.committed({ ...group, traces: () => [unrecorded] });
    await tracing.close();
    expect(collector.spans).toHaveLength(1);
    expect(named('commit')).toMatchObject({ traceId: id, parentSpanId: 'b7ad6b7169203331' });
    expect(named('commit').links).toMatchObject([{ traceId: 'b'.repeat(32), spanId: 'c'.repeat(16) }]);
  });

  it('hold nobody up when the collector is away', async () => {
    const tracing = new RecordedTracing({ service: 'orders', url: 'http://127.0.0.1:9/v1/traces', share: 1 });
    tracing.request('GET', undefined).ended?.('/v1/orders', 200);
    await tracing.close();
    expect(collector.spans).toEqual([]);
  });
});
