import { createHmac } from 'node:crypto';
import { DomainError } from '@entrepot/kernel';
import { signPayload, verifySignature } from './signature';

const secret = 'webhook secret';
const rawBody = Buffer.from('{"parcel" : "ä"}');
const now = 1_700_000_000_000;

function codeOf(header: string | undefined, more: { secret?: string; rawBody?: Buffer; at?: number } = {}): string {
  try {
    verifySignature({ secret: more.secret ?? secret, header, rawBody: more.rawBody ?? rawBody }, more.at ?? now);
  } catch (error) {
    return (error as DomainError).code;
  }
  return 'fine';
}

describe('a webhook signature', () => {
  const header = signPayload(secret, rawBody, now);

  it('is the HMAC-SHA256 of time and body', () => {
    const expected = createHmac('sha256', secret).update(`1700000000.${rawBody.toString()}`).digest('hex');
    expect(header).toBe(`t=1700000000,v1=${expected}`);
    expect(codeOf(header)).toBe('fine');
    expect(codeOf(signPayload(secret, rawBody.toString(), now))).toBe('fine');
  });

  it('does not fit another body, secret or time', () => {
    expect(codeOf(header, { rawBody: Buffer.from('{"parcel":"ä"}') })).toBe('webhook.signature-invalid');
    expect(codeOf(header, { secret: 'other' })).toBe('webhook.signature-invalid');
    expect(codeOf(header.replace('t=1700000000', 't=1700000001'))).toBe('webhook.signature-invalid');
  });

  it('is stale five minutes away, before or after', () => {
    expect([-301, -299, 299, 301].map((seconds) => codeOf(header, { at: now + seconds * 1000 }))).toEqual([
      'webhook.stale',
      'fine',
      'fine',
      'webhook.stale',
    ]);
  });

  it('may stand beside one of an older secret', () => {
    expect(codeOf(`${header},v1=${'0'.repeat(64)}`)).toBe('fine');
    expect(codeOf(`t=1700000000,v1=${'0'.repeat(64)},${header.slice(header.indexOf('v1'))}`)).toBe('fine');
  });

  it.each([undefined, '', 't=1700000000', 'v1=00', 't=x,v1=00', `t=1,t=2,v1=${'0'.repeat(64)}`, 'nonsense', 't=,v1='])(
    'is refused when it reads %s',
    (odd) => expect(codeOf(odd)).toBe('webhook.signature-invalid'),
  );

  it('is never accepted over nothing', () => {
    expect(() => verifySignature({ secret, header, rawBody: undefined }, now)).toThrow('webhook.signature-invalid');
    expect(() => signPayload('', 'x')).toThrow('secret may not be empty');
  });
});
