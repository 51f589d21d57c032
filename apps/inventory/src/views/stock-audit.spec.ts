import { StockPosted } from '@entrepot/contracts/inventory';
import { memoryBackbone, recordId, streamId, type CommitRecord } from '@entrepot/eventstore';
import { StockStream } from '../domain/stock';
import { StockAudit } from './stock-audit';
import { StockBooks } from './stock-books';
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

async function audited(records: CommitRecord[], rows: Record<string, [version: number, onHand: number]>) {
  const backbone = memoryBackbone({ streams: [StockStream] });
  await backbone.store.append(records, false);
  const view = backbone.view<StockRow>('stock');
  await view.upsert(
    Object.entries(rows).map(([sku, [version, onHand]]) => ({
      ...{ id: `${sku}@p1`, merchantId: MERCHANT, version },
      row: { sku, placeId: 'p1', onHand, reserved: 0, available: onHand },
    })),
  );
  const audit = await new StockAudit(backbone.store, new StockBooks(backbone.streams, view)).run(MERCHANT);
  await backbone.stop();
  return audit;
}

describe('the audit of stock', () => {
  it('finds a running balance that lies, a list that lies, and a list that is late', async () => {
    const lies = [record('A', 1, 5, 5), record('A', 2, 2, 9)];
    const honest = [record('A-1', 1, 3, 3), record('B', 1, 4, 4)];
    const { drift, totals } = await audited([...lies, ...honest], { A: [2, 9], 'A-1': [1, 2] });
    const both = (onHand: number) => ({ onHand, reserved: 0 });
    expect(drift).toEqual({
      checked: 3,
      behind: 1,
      drifted: [
        { sku: 'A', placeId: 'p1', ledger: both(7), state: both(9), view: both(9) },
        { sku: 'A-1', placeId: 'p1', ledger: both(3), state: both(3), view: both(2) },
      ],
    });
    expect(totals).toMatchObject({ received: 14, onHand: 14, driftedSkus: 2 });
  });

  it('adds up ledgers that go over the parts in which they are read', async () => {
    const skus = Array.from({ length: 7 }, (_, n) => `S${n}`);
    const records = skus.flatMap((sku) => Array.from({ length: 901 }, (_, n) => record(sku, n + 1, 1, n + 1)));
    const { drift, totals } = await audited(records, {});
    expect(drift).toEqual({ checked: 7, behind: 7, drifted: [] });
    expect(totals).toMatchObject({ received: 7 * 901, onHand: 7 * 901, driftedSkus: 0 });
  });
});
