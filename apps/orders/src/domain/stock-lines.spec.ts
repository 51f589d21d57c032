import { bySku, inBoth, lessLines, pieces, serve, without } from './stock-lines';

const stock = (text: string) =>
  text.split(' ').map((part) => ({ sku: part.slice(0, 1), quantity: Number(part.slice(1)) }));
const ship = (text: string) =>
  text.split(' ').map((part) => ({ lineId: part.slice(0, 1), ...stock(part.slice(1))[0]! }));

describe('stock lines', () => {
  it('are summed by SKU', () => {
    expect(bySku(stock('a1 b2 a3 c0'))).toEqual(stock('a4 b2'));
    expect(pieces(stock('a1 b2'))).toBe(3);
  });

  it('are taken from each other, never below nothing', () => {
    expect(without(stock('a3 b1'), stock('a1 b5 c1'))).toEqual(stock('a2'));
    expect(inBoth(stock('a3 b1'), stock('a1 b5 c1'))).toEqual(stock('a1 b1'));
  });

  it('serve order lines in order, also when two lines want one SKU', () => {
    expect(serve(ship('1a2 2b1 3a2'), stock('a3'))).toEqual(ship('1a2 3a1'));
  });

  it('are counted line by line in an order', () => {
    expect(lessLines(ship('1a2 3a2'), ship('3a2'))).toEqual(ship('1a2'));
    expect(lessLines(ship('1a2'), [{ lineId: '1', quantity: 1 }])).toEqual(ship('1a1'));
  });
});
