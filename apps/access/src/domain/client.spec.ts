import { OPERATOR, PLATFORM_SCOPE } from '@entrepot/contracts/access';
import { AClient, aKey, given, NOW } from '../../test/builders';
import { MOST_KEYS, issueKey, revokeKey } from './issue-key';
import { changeClient, openClient } from './open-client';

const admission = ({ last }: AClient) => last.find(({ type }) => type === 'ClientAdmissionChanged');
const keysOf = (client: AClient) =>
  (admission(client) as unknown as { keys: { keyId: string }[] }).keys.map(({ keyId }) => keyId);

describe('a client', () => {
  it('is let in by nothing before it has a key', () => {
    expect(admission(AClient.opened())).toMatchObject({ clientId: 'erp', scopes: ['orders:read', 'orders:write'], keys: [] }); // prettier-ignore
  });

  it('opened again with the same content is the same client', () => {
    const again = { clientId: 'erp', name: 'The ERP', scopes: ['orders:write', 'orders:read', 'orders:read'] };
    expect(openClient(AClient.opened().state, again, given('erp'), undefined).kind).toBe('ignored');
    const other = { ...again, name: 'Another' };
    expect(() => openClient(AClient.opened().state, other, given('erp'), undefined)).toThrow('client.conflict');
  });

  it('has several keys that count, until they are revoked', () => {
    const both = AClient.opened().issued('key_1').issued('key_2');
    expect(keysOf(both)).toEqual(['key_1', 'key_2']);
    expect(keysOf(both.revoked('key_1'))).toEqual(['key_2']);
  });

  it('tells the doors of a key only its digest, and when it ends', () => {
    const client = AClient.opened().issued('key_1', { expiresAt: '2027-01-01T00:00:00Z' });
    expect(admission(client)).toMatchObject({
      keys: [{ keyId: 'key_1', digest: 'digest-of-key_1', expiresAt: '2027-01-01T00:00:00Z' }],
    });
  });

  it('has the scope for what is about all merchants only at the operator', () => {
    const wanted = { clientId: 'ops', name: 'Ops', scopes: [PLATFORM_SCOPE, 'operations:read'] };
    const { state } = AClient.opened();
    expect(() => openClient({ status: 'none' }, wanted, given('ops'), undefined)).toThrow('client.scope-reserved');
    expect(() => changeClient(state, wanted, given('erp'), undefined)).toThrow('client.scope-reserved');
    const opened = openClient({ status: 'none' }, wanted, { ...given('ops'), merchantId: OPERATOR }, undefined);
    expect(opened).toMatchObject({ events: [{ scopes: ['operations:read', PLATFORM_SCOPE] }, {}] });
  });

  it('has other scopes with the keys that it has', () => {
    const changed = AClient.opened().issued('key_1').changed('returns:read');
    expect(admission(changed)).toMatchObject({ scopes: ['returns:read'], keys: [{ keyId: 'key_1' }] });
    expect(changed.changed('returns:read').last).toEqual([]);
  });

  it('is gone with all of its keys, for good', () => {
    const closed = AClient.opened().issued('key_1').closed();
    expect(keysOf(closed)).toEqual([]);
    expect(closed.state).toMatchObject({ status: 'closed', keys: [{ keyId: 'key_1', revokedAt: NOW }] });
    expect(() => closed.issued('key_2')).toThrow('client.closed');
    expect(() => openClient(closed.state, { clientId: 'erp', name: 'The ERP', scopes: ['orders:read'] }, given('erp'), undefined)).toThrow('client.conflict'); // prettier-ignore
    expect(closed.closed().last).toEqual([]);
  });
});

describe('a key', () => {
  it('is revoked once, and only by its own client', () => {
    const revoked = AClient.opened().issued('key_1').revoked('key_1');
    expect(revokeKey(revoked.state, { keyId: 'key_1' }, given('erp'), undefined).kind).toBe('ignored');
    expect(() => revoked.revoked('key_9')).toThrow('client.key-not-found');
  });

  it('does not end before it begins', () => {
    expect(() => AClient.opened().issued('key_1', { expiresAt: NOW })).toThrow('access.expired');
  });

  it('is not issued while there are too many that count', () => {
    let client = AClient.opened();
    for (let count = 0; count < MOST_KEYS; count += 1) client = client.issued(`key_${count}`);
    expect(() => issueKey(client.state, aKey('key_x'), given('erp'), undefined)).toThrow('client.too-many-keys');
    expect(keysOf(client.revoked('key_0').issued('key_x'))).toHaveLength(MOST_KEYS);
  });
});
