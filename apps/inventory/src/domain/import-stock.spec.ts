import type { MovementResult, StockMovement } from '@entrepot/contracts/inventory';
import { StockImportPartRequested } from '@entrepot/contracts/inventory';
import { World } from '../../test/world';
import { acceptImport, awaitsPart, settlePart } from './import-stock';
import { ImportPartStream, StockImportStream, type StockImportRecord } from './stock-import';

const movement = (line: number, over: object = {}): StockMovement => ({
  line,
  adjustment: { adjustmentId: `a-${line}`, placeId: 'p1', sku: 'A', delta: 1, cause: 'found', ...over },
});

function accepted(movements: StockMovement[]): World {
  const world = new World();
  const input = { lines: movements.length, movements, client: 'app' };
  world.handle({ on: StockImportStream, key: 'sim_1', decide: acceptImport, input });
  return world;
}

const file = (world: World) => world.state(StockImportStream, 'sim_1') as StockImportRecord;

function settle(world: World, part: number, results: MovementResult[]) {
  const intent = new StockImportPartRequested({ importId: 'sim_1', part });
  const input = { intent, outcome: { kind: 'settled' as const, results } };
  return world.handle({ on: StockImportStream, key: 'sim_1', decide: settlePart, input });
}

describe('importing movements', () => {
  it('keeps all of the file in parts, in its order', () => {
    const movements = Array.from({ length: 601 }, (_, n) => movement(n + 2));
    const world = accepted(movements);
    const parts = [0, 1, 2].map((part) => world.state(ImportPartStream, `sim_1.${part}`).movements);
    expect(parts.map(({ length }) => length)).toEqual([250, 250, 101]);
    expect(parts.flat()).toEqual(movements);
    expect(file(world)).toMatchObject({ status: 'running', parts: 3, part: 0, movements: 601, client: 'app' });
  });

  it('cuts parts by what they weigh, too', () => {
    const heavy = Array.from({ length: 250 }, (_, n) => movement(n, { reason: 'x'.repeat(500) }));
    expect(file(accepted(heavy)).parts).toBeGreaterThan(1);
  });

  it('books one part after another, and is done with the last', () => {
    const world = accepted(Array.from({ length: 300 }, (_, n) => movement(n)));
    expect([awaitsPart(file(world), 0), awaitsPart(file(world), 1)]).toEqual([true, false]);
    const results = [
      { line: 0, id: 'a-0', outcome: 'booked' },
      { line: 1, id: 'a-1', outcome: 'refused', code: 'place.unknown' },
    ] as const;
    expect(settle(world, 0, [...results])).toMatchObject({
      events: [
        { type: 'StockImportPartBooked', booked: 1, refused: 1 },
        { type: 'StockImportPartRequested', part: 1 },
      ],
    });
    expect(world.state(ImportPartStream, 'sim_1.0').results).toEqual(results);
    expect(settle(world, 0, [])).toMatchObject({ kind: 'ignored' });
    settle(world, 1, [{ line: 9, id: 'a-9', outcome: 'repeated' }]);
    expect(file(world)).toMatchObject({ status: 'done', booked: 1, repeated: 1, refused: 1 });
    expect(settle(world, 1, [])).toMatchObject({ kind: 'ignored' });
  });
});
