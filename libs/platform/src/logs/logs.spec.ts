import { continueTrace, withinTrace } from '../http/trace';
import { createLogs, PinoBridge } from './logs';
import { hideLastFour, Masking } from './mask';

const lines: Record<string, unknown>[] = [];
const to = { write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>) };
const masking = new Masking(['deliveryNote']);
const logs = createLogs({ service: 'depot', level: 'debug', masking, to });
const bridge = new PinoBridge(logs);
beforeEach(() => (lines.length = 0));

describe('logs', () => {
  it('are JSON lines with service, level, time and trace', () => {
    const trace = continueTrace(undefined);
    withinTrace(trace, () => bridge.log('placed', { orderId: 'o1' }, 'Orders'));
    expect(lines[0]).toMatchObject({
      service: 'depot',
      level: 'info',
      msg: 'placed',
      context: 'Orders',
      orderId: 'o1',
      traceId: trace.traceId,
    });
    expect(String(lines[0]?.['time'])).toMatch(/^\d{4}-.*Z$/);
  });

  it('take an error with its stack and its causes', () => {
    bridge.error('failed', { err: new Error('outer', { cause: new RangeError('inner') }) }, 'Relay');
    expect(lines[0]).toMatchObject({
      msg: 'failed',
      err: { type: 'Error', message: 'outer', cause: { type: 'RangeError', message: 'inner' } },
    });
    bridge.error(new TypeError('alone'));
    expect(lines[1]).toMatchObject({ err: { type: 'TypeError' } });
  });

  it('keep what Nest says about its wiring for debugging', () => {
    bridge.log('Mapped {/v1/orders, GET} route', 'RouterExplorer');
    expect(lines[0]).toMatchObject({ level: 'debug' });
  });
});

describe('masking', () => {
  it('hides personal data, secrets and card numbers, wherever they are', () => {
    bridge.log('order', {
      order: { id: 'ord_1', total: 1990, deliveryNote: 'with Ms Smith', lines: [{ email: 'a@b.c', sku: 'A' }] },
      phone: '+55 (11) 91234-5678',
      headers: { authorization: 'Bearer abc', 'idempotency-key': 'k' },
      apiKey: 'abc',
      note: 'paid with 4111 1111 1111 1111 today, order 1234567890123',
    });
    expect(lines[0]).toMatchObject({
      order: { id: 'ord_1', total: 1990, deliveryNote: '[personal]', lines: [{ email: '[personal]', sku: 'A' }] },
      phone: '+55 (11) 91234-****',
      headers: { authorization: '[secret]', 'idempotency-key': 'k' },
      apiKey: '[secret]',
      note: 'paid with [card] today, order 1234567890123',
    });
  });

  it('hides e-mail addresses and phone numbers in sentences, of errors too, and leaves places alone', () => {
    bridge.log('call +55 (11) 91234-5678 or ana.souza@example.com about SHIRT@gru-1, +3 pieces');
    bridge.error('failed', { err: new Error('no mail to ana.souza@example.com') });
    expect(lines[0]?.['msg']).toBe('call +55 (11) 91234-**** or [email] about SHIRT@gru-1, +3 pieces');
    expect(lines[1]).toMatchObject({ err: { message: 'no mail to [email]' } });
  });

  it('leaves our own words at the top of a line alone', () => {
    bridge.log('x', { deliveryNote: 'handler', name: 'OnPaid' });
    expect(lines[0]).toMatchObject({ deliveryNote: 'handler', name: 'OnPaid' });
  });

  it('hides the last four digits of a phone, whatever it looks like', () => {
    expect(['12345', '+1-2', 'none', '01234/56 78'].map(hideLastFour)).toEqual([
      '1****',
      '+*-*',
      'none',
      '01234/** **',
    ]);
  });

  it('copes with deep, circular, binary and long values and changes nothing', () => {
    const circle: Record<string, unknown> = { bytes: Buffer.from('abc'), at: new Date(0), email: 'x@y.z' };
    circle['self'] = circle;
    const masked = masking.mask({ circle, text: 'x'.repeat(9_000) }) as {
      circle: Record<string, unknown>;
      text: string;
    };
    expect(masked.circle).toMatchObject({ bytes: '[3 bytes]', at: '1970-01-01T00:00:00.000Z', email: '[personal]' });
    expect(masked.text.length).toBeLessThan(5_000);
    expect(circle['email']).toBe('x@y.z');
  });
});
