import { kindOf, kindOfFailure } from './answers';

describe('what a client makes of an answer', () => {
  it.each([
    [201, null, '', 'accepted'],
    [503, '5', 'database.unavailable', 'later'],
    [429, '1', '', 'later'],
    [409, null, 'request.in-progress', 'later'],
    [503, null, '', 'failed'],
    [409, null, 'order.exists', 'failed'],
    [500, '5', '', 'failed'],
  ])('%s with Retry-After %s and code "%s" is %s', (status, retryAfter, code, kind) => {
    expect(kindOf(status, retryAfter, code)).toBe(kind);
  });

  it('tells a connection that was never made from one that broke', () => {
    expect(kindOfFailure(new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } }))).toBe('refused');
    expect(kindOfFailure(new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } }))).toBe('broken');
    expect(kindOfFailure(new DOMException('timeout', 'TimeoutError'))).toBe('broken');
  });
});
