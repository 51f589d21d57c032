import { StockImportPartRequested, type MovementResult, type StockMovement } from '@entrepot/contracts/inventory';
import { Commands, Streams } from '@entrepot/eventstore';
import { DomainError } from '@entrepot/kernel';
import { Performs, type Effect, type EffectCall } from '@entrepot/messaging';
import { inventoryErrors } from '../domain/errors';
import { awaitsPart, settlePart, type PartOutcome } from '../domain/import-stock';
import { inputOf } from '../domain/movement';
import { refusalTold } from '../domain/refusal-told';
import { ImportPartStream, partKey, partRef, StockImportStream, type StockImport } from '../domain/stock-import';
import type { ToldBy } from '../domain/told-by';

/** Time for a part at the first try, which holds back the offset; longer ones go on as tasks. */
const FIRST_TRY_MS = 15_000;

/**
 * Books a part of a file: every movement is the input that its own door would hand in, all handed in at once and in order. A
 * movement counts once by its id, so a part that is begun again after a crash goes on where it ended.
 */
@Performs({
  intent: StockImportPartRequested,
  of: StockImportStream,
  also: (_, { importId, part }) => [partRef(importId, part)],
  firstTryMs: FIRST_TRY_MS,
  laterTryMs: 60_000,
})
export class BookImportPart implements Effect<StockImportPartRequested, StockImport, PartOutcome> {
  readonly decide = settlePart;

  constructor(
    private readonly commands: Commands,
    private readonly streams: Streams,
  ) {}

  isOpen(file: StockImport, { part }: StockImportPartRequested): boolean {
    return awaitsPart(file, part);
  }

  async perform({ importId, part }: StockImportPartRequested, call: EffectCall): Promise<PartOutcome> {
    const { merchantId } = call;
    const [file, { state }] = await Promise.all([
      this.streams.read(StockImportStream, merchantId, importId),
      this.streams.read(ImportPartStream, merchantId, partKey(importId, part)),
    ]);
    const told = file.state.status !== 'none' && file.state.client !== undefined ? { client: file.state.client } : {};
    const results = await Promise.all(state.movements.map((movement) => this.book(movement, told, call)));
    return { kind: 'settled', results };
  }

  private async book(movement: StockMovement, told: ToldBy, call: EffectCall): Promise<MovementResult> {
    const { on, key: id, also, decide } = inputOf(movement, told);
    const { line } = movement;
    const cause = { source: `intent:${call.intentId}`, key: String(line) };
    const { merchantId } = call;
    try {
      const { kind } = await this.commands.handle({ on, merchantId, key: id, cause, also: () => also, decide });
      // Repeated: this very line was booked before the part was begun again.
      return { line, id, outcome: kind === 'ignored' ? 'repeated' : 'booked' };
    } catch (error) {
      if (!isRefusal(error)) throw error;
      return { line, id, outcome: 'refused', ...refusalTold(error) };
    }
  }
}

/** A refusal of ours is an answer; whatever else goes wrong is tried again. */
function isRefusal(error: unknown): error is DomainError {
  return error instanceof DomainError && Object.hasOwn(inventoryErrors, error.code);
}
