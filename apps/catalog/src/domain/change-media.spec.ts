import { faultOf, refusalOf, Shelf } from '../../test/shelf';

function shelfWith(...mediaIds: string[]): Shelf {
  const shelf = new Shelf();
  shelf.create({ variants: [{ sku: 'A' }] });
  for (const mediaId of mediaIds) shelf.addMedia(mediaId);
  return shelf;
}

describe('pictures and films of a product', () => {
  it('are added at the end or at a place, put in order, and taken away', () => {
    const shelf = shelfWith('m1', 'm2');
    shelf.addMedia('m3', { position: 1, mediaType: 'video', sku: 'A' });
    shelf.addMedia('m4', { position: 99 });
    expect(shelf.mediaIds()).toEqual(['m1', 'm3', 'm2', 'm4']);
    shelf.orderMedia('m4', 'm2', 'm3', 'm1');
    shelf.removeMedia('m2');
    expect(shelf.mediaIds()).toEqual(['m4', 'm3', 'm1']);
    expect(shelf.orderMedia('m4', 'm3', 'm1')).toMatchObject({ kind: 'ignored' });
  });

  it('say in several languages what is to be seen', () => {
    const shelf = shelfWith('m1', 'm2');
    shelf.changeMedia('m1', { alt: [{ locale: 'pt-br', text: 'De frente' }] });
    expect(shelf.product().media).toMatchObject([{ mediaId: 'm1', alt: [{ locale: 'pt-BR' }] }, { mediaId: 'm2' }]);
    expect(shelf.changeMedia('m1', { mediaType: 'image' })).toMatchObject({ kind: 'ignored' });
    const alt = ['de', 'DE'].map((locale) => ({ locale, text: 'x' }));
    expect(faultOf(() => shelf.changeMedia('m1', { alt }))).toBe('alt[1].locale unique');
  });

  it('are refused for what cannot be', () => {
    const shelf = shelfWith('m1', 'm2');
    const { url } = shelf.product().media![0]!;
    expect(faultOf(() => shelf.addMedia('m3', { url }))).toBe('url unique');
    expect(shelf.addMedia('m3', { url, sku: 'A' })).toMatchObject({ kind: 'decided' });
    expect(faultOf(() => shelf.changeMedia('m2', { url }))).toBe('url unique');
    expect(refusalOf(() => shelf.addMedia('m4', { sku: 'Z' }))).toBe('sku.not-found');
    expect(refusalOf(() => shelf.removeMedia('m9'))).toBe('media.not-found');
    expect(faultOf(() => shelf.orderMedia('m1', 'm2'))).toBe('mediaIds complete');
    expect(faultOf(() => shelf.orderMedia('m1', 'm1', 'm2', 'm3'))).toBe('mediaIds[1] unique');
    expect(faultOf(() => shelf.orderMedia('m1', 'm2', 'm9'))).toBe('mediaIds[2] exists');
    const full = shelfWith(...Array.from({ length: 100 }, (_, n) => `n${n}`));
    expect(refusalOf(() => full.addMedia('m1'))).toBe('media.too-many');
  });
});
