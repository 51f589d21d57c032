import { Admissions } from './admissions';

const UNTIL = '2026-03-02T10:00:00.000Z';

/** One client with a key that runs out, at a time that the database tells. */
function admittedUntil(now: () => string): Admissions {
  const admissions = new Admissions(() => Date.parse(now()));
  const keys = [{ keyId: 'key_1', digest: 'abc', expiresAt: UNTIL }];
  admissions.replace([{ merchantId: 'acme', id: 'erp', version: 1, scopes: ['orders:read'], keys } as never]);
  return admissions;
}

describe('a key that runs out', () => {
  it('opens doors until then by the time of the database, whatever the clock of this machine says', () => {
    let now = '2026-03-02T09:59:59.999Z';
    const admissions = admittedUntil(() => now);
    expect(admissions.callerOf('abc')).toMatchObject({ merchantId: 'acme', clientId: 'erp' });
    now = UNTIL;
    expect(admissions.callerOf('abc')).toBeUndefined();
    expect(admissions.knows('acme')).toBe(true);
  });
});
