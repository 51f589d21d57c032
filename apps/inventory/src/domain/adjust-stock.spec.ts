import { pieces, refusalOf, Shop } from '../../test/shop';

function stocked(): Shop {
  const shop = new Shop();
  shop.receive({ lines: pieces({ A: 10 }) });
  shop.reserve({ lines: pieces({ A: 4 }) });
  return shop;
}

describe('adjusting stock', () => {
  it('changes the figure and names the cause in the ledger', () => {
    const shop = stocked();
    expect(shop.adjust({ delta: -2, cause: 'damaged', reason: 'wet' })).toMatchObject({
      events: [{ type: 'StockAdjusted', delta: -2, cause: 'damaged', reason: 'wet' }],
      asides: [{ events: [{ causeType: 'adjustment:damaged', causeId: 'adj-1', onHand: 8, reserved: 4 }] }],
    });
  });

  it('says in the ledger who did it, through what, and their note', () => {
    const told = { cause: 'theft', reason: 'box was open', user: 'u-7', client: 'scanner' } as const;
    expect(stocked().adjust({ delta: -2, ...told })).toMatchObject({
      events: [told],
      asides: [{ events: [{ user: 'u-7', client: 'scanner', note: 'box was open' }] }],
    });
  });

  it('wants a note where the cause says nothing', () => {
    expect(refusalOf(() => stocked().adjust({ delta: 2, cause: 'other' }))).toBe('adjustment.note-missing');
    expect(stocked().adjust({ delta: 2, cause: 'other', reason: 'a gift' })).toMatchObject({ kind: 'decided' });
  });

  it('leaves what is reserved covered', () => {
    const shop = stocked();
    shop.adjust({ delta: -6 });
    expect(refusalOf(() => shop.adjust({ adjustmentId: 'adj-2', delta: -1 }))).toBe('stock.reserved');
    expect(shop.stock('A')).toEqual({ onHand: 4, reserved: 4 });
  });

  it('never leaves less than nothing', () => {
    expect(refusalOf(() => stocked().adjust({ delta: -11 }))).toBe('stock.insufficient');
    expect(refusalOf(() => stocked().adjust({ sku: 'B', delta: -1 }))).toBe('stock.insufficient');
  });

  it('refuses a direction that the cause cannot have, and no direction', () => {
    const shop = stocked();
    expect(refusalOf(() => shop.adjust({ delta: 1, cause: 'lost' }))).toBe('adjustment.sign');
    expect(refusalOf(() => shop.adjust({ delta: -1, cause: 'found' }))).toBe('adjustment.sign');
    expect(refusalOf(() => shop.adjust({ delta: 1, cause: 'expired' }))).toBe('adjustment.sign');
    expect(refusalOf(() => shop.adjust({ delta: 0 }))).toBe('adjustment.empty');
  });

  it('counts an adjustment once, and refuses other content under its id', () => {
    const shop = stocked();
    shop.adjust({ delta: 1, cause: 'found' });
    expect(shop.adjust({ delta: 1, cause: 'found' })).toMatchObject({ kind: 'ignored' });
    expect(shop.adjust({ delta: 1, cause: 'found', client: 'another' })).toMatchObject({ kind: 'ignored' });
    expect(refusalOf(() => shop.adjust({ delta: 2, cause: 'found' }))).toBe('adjustment.conflict');
    expect(refusalOf(() => shop.adjust({ delta: 1, cause: 'found', user: 'u-9' }))).toBe('adjustment.conflict');
  });

  it('refuses a place that nobody registered', () => {
    expect(refusalOf(() => stocked().adjust({ placeId: 'nowhere', delta: 1 }))).toBe('place.unknown');
  });
});
