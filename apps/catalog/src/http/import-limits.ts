import { setImmediate as nextTurn } from 'node:timers/promises';
import { DomainError } from '@entrepot/kernel';

/** Most lines in one file; what a single commit can carry comfortably. */
export const MAX_LINES = 20_000;

/** Lines read in one go before others get their turn. */
const LINES_A_TURN = 500;

/** Counts lines: refuses too many, and lets other requests in between. */
export class LineCount {
  private count = 0;

  async next(): Promise<void> {
    this.count += 1;
    if (this.count > MAX_LINES) throw new DomainError('import.too-long', { limit: MAX_LINES });
    if (this.count % LINES_A_TURN === 0) await nextTurn();
  }

  requireAny(): void {
    if (this.count === 0) throw new DomainError('import.empty');
  }
}
