import { StockPosted } from '@entrepot/contracts/inventory';
import { memoryBackbone, recordId, streamId, type CommitRecord } from '@entrepot/eventstore';
import { NO_FLOWS, type Flows } from '../domain/flows';
import { StockStream } from '../domain/stock';
import { StockAudit } from './stock-audit';
import { StockBooks } from './stock-books';
import { TotalsOfStock } from './stock-totals';
import type { StockRow } from './stock.view';

const MERCHANT = 'demo';

function record(sku: string, version: number, onHandDelta: number, onHand: number): CommitRecord {
  const key = `${sku}@p1`;
  const figures = { onHandDelta, reservedDelta: 0, onHand, reserved: 0 };
  const event = new StockPosted({ sku, placeId: 'p1', causeType: 'receipt', causeId: `r-${version}`, ...figures });
  const _id = recordId(streamId(MERCHANT, 'stock', key), version);
  const at = '2026-03-02T09:00:00.000Z';
  return { _id, merchantId: MERCHANT, kind: 'stock', key, version, at, cause: { source: 'test' }, events: [event] };
}

type Shown = readonly [version: number, onHand: number, flows?: Partial<Flows>];

async function audited(records: CommitRecord[], rows: Record<string, Shown>) {
  const backbone = memoryBackbone({ streams: [StockStream] });
  await backbone.store.append(records, false);
  const view = backbone.view<StockRow>('stock');
  await view.upsert(
    Object.entries(rows).map(([sku, [version, onHand, flows]]) => ({
      ...{ id: `${sku}@p1`, merchantId: MERCHANT, version },
      row: {
        ...{ sku, placeId: 'p1', onHand, reserved: 0, available: onHand },
        ...(flows && { flows: { ...NO_FLOWS, ...flows } }),
      },
    })),
  );
  const { drift } = await new StockAudit(backbone.store, new StockBooks(backbone.streams, view)).run(MERCHANT);
  const totals = await new TotalsOfStock(backbone.streams, view).of(MERCHANT);
  await backbone.stop();
  return { drift, totals };
}

describe('the audit of stock', () => {
  it('finds a running balance that lies, a list that lies, and a list that is late', async () => {
    const lies = [record('A', 1, 5, 5), record('A', 2, 2, 9)];
    const honest = [record('A-1', 1, 3, 3), record('B', 1, 4, 4)];
    const rows = { A: [2, 9, { received: 7 }], 'A-1': [1, 2, { received: 3, lost: 1 }] } as const;
    const { drift, totals } = await audited([...lies, ...honest], rows);
    const both = (onHand: number) => ({ onHand, reserved: 0 });
    expect(drift).toEqual({
      checked: 3,
      behind: 1,
      drifted: [
        { sku: 'A', placeId: 'p1', ledger: both(7), state: both(9), view: both(9) },
        { sku: 'A-1', placeId: 'p1', ledger: both(3), state: both(3), view: both(2) },
      ],
    });
    expect(totals).toEqual({
      ...{ received: 10, shipped: 0, restocked: 0, lost: 1, found: 0 },
      ...{ onHand: 11, reserved: 0, driftedSkus: 1 },
    });
  });

  it('adds up ledgers that go over the parts in which they are read', async () => {
    const skus = Array.from({ length: 7 }, (_, n) => `S${n}`);
    const records = skus.flatMap((sku) => Array.from({ length: 901 }, (_, n) => record(sku, n + 1, 1, n + 1)));
    expect((await audited(records, {})).drift).toEqual({ checked: 7, behind: 7, drifted: [] });
  });
});

describe('the totals of stock', () => {
  it('are those of the ledgers where a row does not tell what came and went', async () => {
    const records = ['A', 'B'].flatMap((sku) => [record(sku, 1, 5, 5), record(sku, 2, 4, 9)]);
    const { totals } = await audited(records, { A: [1, 5], B: [2, 9, { received: 9 }] });
    expect(totals).toMatchObject({ received: 18, onHand: 18, driftedSkus: 0 });
  });

  it('go over the pages in which the list is read', async () => {
    const rows = Array.from({ length: 2_001 }, (_, n) => [`S${n}`, [1, 2, { received: 3, shipped: 1 }]] as const);
    const { totals } = await audited([], Object.fromEntries(rows));
    expect(totals).toMatchObject({ received: 6_003, shipped: 2_001, onHand: 4_002, driftedSkus: 0 });
  });
});
