import type { DatabaseTime } from '@entrepot/platform';
import type { KnownProduct } from '../domain/product';
import { Looks, productAnswer } from './answers';

const looks = new Looks({ now: () => '2026-03-02T09:00:00.000Z' } as DatabaseTime);
const product: KnownProduct = {
  ...{ status: 'known', title: 'Shirt', published: true, variants: [] },
  translations: [{ locale: 'pt-BR', title: 'Camisa' }],
};

describe('a look at the catalog', () => {
  it('is in the language asked for, however its tag is spelled', () => {
    for (const tag of ['pt-BR', 'pt-br', 'PT-BR']) {
      expect(productAnswer('p1', product, looks.now([tag]))).toMatchObject({ title: 'Camisa', locale: 'pt-BR' });
    }
  });

  it('is in none where what is asked for is no language', () => {
    expect(productAnswer('p1', product, looks.now(['german']))).toMatchObject({ title: 'Shirt' });
  });
});
