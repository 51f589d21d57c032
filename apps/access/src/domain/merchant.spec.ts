import { OPERATOR } from '@entrepot/contracts/access';
import { eventsOf, fold, given } from '../../test/builders';
import { MerchantStream, openMerchant, renameMerchant } from './merchant';

const none = MerchantStream.initial;
const acme = { merchantId: 'acme', name: 'Acme' };
const open = fold(MerchantStream, 'acme', eventsOf(openMerchant(none, acme, given('acme'), undefined)));

describe('a merchant', () => {
  it('is opened once under its id', () => {
    expect(open).toMatchObject({ status: 'open', name: 'Acme' });
    expect(openMerchant(open, acme, given('acme'), undefined).kind).toBe('ignored');
    expect(() => openMerchant(open, { ...acme, name: 'Other' }, given('acme'), undefined)).toThrow('merchant.conflict');
  });

  it('cannot be called like the operator', () => {
    const wanted = { merchantId: OPERATOR, name: 'Us' };
    expect(() => openMerchant(none, wanted, given(OPERATOR), undefined)).toThrow('merchant.reserved');
  });

  it('can have another name', () => {
    expect(eventsOf(renameMerchant(open, { name: 'Acme II' }, given('acme'), undefined))).toHaveLength(1);
    expect(renameMerchant(open, { name: 'Acme' }, given('acme'), undefined).kind).toBe('ignored');
    expect(() => renameMerchant(none, { name: 'Acme' }, given('acme'), undefined)).toThrow('merchant.not-found');
  });
});
