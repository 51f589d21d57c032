import { faultOf, refusalOf, Shelf } from '../../test/shelf';
import { canonicalOrNone, suiting } from './locales';

describe('translating a product', () => {
  it('replaces what is said in a language, under its one right spelling, and takes it back', () => {
    const shelf = new Shelf();
    shelf.create({ variants: [{ sku: 'A' }] });
    shelf.translate({ locale: 'pt-br', title: 'Camisa', description: 'Algodão' });
    shelf.translate({ locale: 'DE', title: 'Hemd' });
    expect(shelf.translate({ locale: 'de', title: 'Hemd' })).toMatchObject({ kind: 'ignored' });
    shelf.translate({ locale: 'pt-BR', title: 'Camiseta' });
    expect(shelf.product().translations).toEqual([
      { locale: 'de', title: 'Hemd' },
      { locale: 'pt-BR', title: 'Camiseta' },
    ]);
    shelf.translate({ locale: 'de' });
    shelf.translate({ locale: 'pt-BR' });
    expect(shelf.product()).not.toHaveProperty('translations');
    expect(shelf.translate({ locale: 'fr' })).toMatchObject({ kind: 'ignored' });
  });

  it('is refused for what is no language, and for a variant that is not there', () => {
    const shelf = new Shelf();
    shelf.create({ variants: [{ sku: 'A' }] });
    for (const locale of ['german', 'd', 'de_DE', 'de-', '', 'x-private']) {
      expect(faultOf(() => shelf.translate({ locale, title: 'x' }))).toBe('locale bcp-47');
    }
    expect(refusalOf(() => shelf.translateVariant({ locale: 'de', title: 'x' }, 'Z'))).toBe('sku.not-found');
    const translations = ['de', 'DE'].map((locale) => ({ locale, title: 'x' }));
    expect(faultOf(() => shelf.create({ translations }, 'p2'))).toBe('translations[1].locale unique');
  });
});

describe('the language that suits', () => {
  const said = ['de', 'pt-BR', 'zh-Hant', 'zh-Hant-TW'].map((locale) => ({ locale }));
  const best = (...wanted: string[]) => suiting(said, wanted).map(({ locale }) => locale);

  it('is the one asked for, else one that it is a kind of, in the order of the wishes', () => {
    expect(best('de-CH')).toEqual(['de']);
    expect(best('zh-Hant-TW')).toEqual(['zh-Hant-TW', 'zh-Hant']);
    expect(best('fr', 'pt-BR', 'de')).toEqual(['pt-BR', 'de']);
    expect(best('pt')).toEqual([]);
    expect(best()).toEqual([]);
  });

  it('is compared in its one right spelling', () => {
    expect(['ZH-hant-tw', 'en-us', 'iw', 'no such', 'a'].map(canonicalOrNone)).toEqual([
      'zh-Hant-TW',
      'en-US',
      'he',
      undefined,
      undefined,
    ]);
  });
});
