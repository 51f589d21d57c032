import { refusalOf } from '../../test/shop';
import { parseStockKey, stockKey } from './stock';

describe('the key of a ledger', () => {
  it('tells SKU and place, whatever the SKU', () => {
    for (const sku of ['A', 'a@b', '@', 'me@example.com']) {
      expect(parseStockKey(stockKey(sku, 'gru-1'))).toEqual({ sku, placeId: 'gru-1' });
    }
  });

  it('is never that of another SKU at another place', () => {
    expect(refusalOf(() => stockKey('A', 'B@gru-1'))).toBe('place.not-found');
  });
});
