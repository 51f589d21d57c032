import { openApiSchemas } from '../documents/open-api-schemas';
import { compiledValidator } from '../validation/compiled-validator';
import { StockLine } from './lines';
import { pageOf } from './page';

describe('a page of something', () => {
  const StockLinePage = pageOf(StockLine);

  it('is a contract class of its own, named after what it lists', () => {
    expect(openApiSchemas([StockLinePage])).toMatchObject({
      StockLine: { type: 'object' },
      StockLinePage: {
        properties: { items: { items: { $ref: '#/components/schemas/StockLine' } } },
        required: ['items'],
      },
    });
  });

  it('validates its items', () => {
    const isPage = compiledValidator(StockLinePage, { strict: true });
    expect(isPage({ items: [{ sku: 'A', quantity: 1 }], next: 'cursor' })).toEqual([]);
    expect(isPage({ items: [{ sku: 'A' }] }).map(({ field }) => field)).toEqual(['items[0].quantity']);
  });
});
