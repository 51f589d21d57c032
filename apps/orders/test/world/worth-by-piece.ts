import type { OrderCharge, OrderedLine } from '@entrepot/contracts/orders';
import type { OrderLineQuantity } from '@entrepot/contracts/shared';
import { worth } from '../../src/domain/amounts';
import type { OrderEvent } from '../../src/domain/order-event';
import type { KnownOrder } from '../../src/domain/order-state';
import { totalsOf, valuesOf } from '../../src/domain/valuation';

interface Pool {
  pieces: number;
  value: number;
  price: number;
}

interface Kept {
  amount: number;
  /** What is to be replaced; absent: a deduction. */
  lines?: readonly OrderLineQuantity[];
}

/**
 * What an order is worth, told piece by piece and without the order's own rules: the pieces that are still sold have what is left of
 * their line's value, alike; the merchant keeps what was agreed for a return until a replacement comes to nothing. What belongs to no
 * piece goes with the last one: of an order that is over, or of what came back and is not replaced either.
 */
export class WorthByPiece {
  private readonly pools = new Map<string, Pool>();
  private readonly kept = new Map<string, Kept>();
  private beside = 0;
  private isExact = true;
  /** Each rounding of the order is less than one minor unit. */
  private roundings = 0;

  /** Takes what was recorded and looks at what the order is worth after it. */
  check(event: OrderEvent, order: KnownOrder): void {
    this.take(event);
    if (!this.isExact) return;
    const left = this.beside + (this.isEmpty ? 0 : sum([...this.pools.values()].map(({ value }) => value)));
    const expected = left + sum([...this.kept.values()].map(({ amount }) => amount));
    const tolerance = this.isEmpty ? 0 : this.roundings;
    if (Math.abs(worth(order) - expected) <= tolerance + 1e-6) return;
    throw new Error(`${event.type}: worth ${worth(order)}, by piece ${expected} (+- ${tolerance})`);
  }

  private get isEmpty(): boolean {
    return [...this.pools.values()].every(({ pieces }) => pieces === 0);
  }

  /** Nobody has anything of the order, nor of what replaces it. */
  private get isAllBack(): boolean {
    return this.isEmpty && [...this.kept.values()].every(({ lines = [] }) => lines.length === 0);
  }

  private take(event: OrderEvent): void {
    switch (event.type) {
      case 'OrderPlaced':
      case 'OrderLinesAdded':
        return this.add(event.lines, event.charges);
      case 'OrderLinesCancelled':
        this.leave(event.lines);
        return;
      case 'OrderCancelled':
        this.pools.forEach((pool) => Object.assign(pool, { pieces: 0, value: 0 }));
        this.beside = 0;
        return;
      case 'OrderLinesReturned':
        return this.keep(event.returnId, this.leave(event.lines), event);
      case 'OrderExchangeUndone':
        return this.giveUp(event.returnId, event.amount, event.lines);
      default:
        return;
    }
  }

  private add(lines: readonly OrderedLine[], charges: readonly OrderCharge[]): void {
    const values = valuesOf(lines, charges);
    const { total, freight, surcharges } = totalsOf(lines, charges);
    lines.forEach(({ lineId, quantity, unitPrice: price }, index) => {
      const { pieces, value } = this.pools.get(lineId) ?? { pieces: 0, value: 0 };
      this.pools.set(lineId, { pieces: pieces + quantity, value: value + (values[index] ?? 0), price });
    });
    this.beside += total - sum(values);
    // Discounts above the prices and charges of lines that are free have no piece that they belong to.
    this.isExact &&= total - sum(values) === freight + surcharges && this.beside >= 0;
  }

  /** The value of pieces that leave. */
  private leave(lines: readonly OrderLineQuantity[]): number {
    this.roundings += lines.length * 2;
    return sum(
      lines.map(({ lineId, quantity }) => {
        const pool = this.pools.get(lineId)!;
        const share = (pool.value * quantity) / pool.pieces;
        Object.assign(pool, { pieces: pool.pieces - quantity, value: pool.value - share });
        return share;
      }),
    );
  }

  private keep(returnId: string, share: number, event: Extract<OrderEvent, { type: 'OrderLinesReturned' }>): void {
    const { withheld = 0, amount, lines, replacedBy } = event;
    if (replacedBy !== undefined && amount > 0) throw new Error('a replacement is paid for');
    const isAllBack = replacedBy === undefined && this.isAllBack;
    const all = share + (isAllBack ? this.beside : 0);
    if (isAllBack) this.beside = 0;
    if (this.isExact && Math.abs(withheld + amount - all) > this.roundings) {
      throw new Error(`${returnId}: worth ${all}, and ${withheld} + ${amount} were given back and kept`);
    }
    this.kept.set(returnId, { amount: withheld, ...(replacedBy !== undefined && { lines }) });
  }

  private giveUp(returnId: string, amount: number, lines?: readonly OrderLineQuantity[]): void {
    const kept = this.kept.get(returnId);
    if (kept?.lines === undefined) throw new Error(`nothing was kept for ${returnId}`);
    const left = lines === undefined ? [] : lessBy(kept.lines, lines);
    const by = (some: readonly OrderLineQuantity[]) =>
      sum(some.map(({ lineId, quantity }) => quantity * (this.pools.get(lineId)?.price ?? 0)));
    const part = by(kept.lines) === 0 ? 0 : by(left) / by(kept.lines);
    const share = left.length === 0 ? kept.amount : kept.amount * (1 - part);
    this.kept.set(returnId, { amount: Math.max(0, kept.amount - amount), lines: left });
    const { isAllBack } = this;
    const expected = share + (isAllBack ? this.beside : 0);
    if (isAllBack) this.beside = 0;
    if ((this.isExact || !isAllBack) && by(kept.lines) > 0 && Math.abs(amount - expected) > 1)
      throw new Error(`${amount} instead of ${expected} are owed`);
  }
}

function lessBy(lines: readonly OrderLineQuantity[], gone: readonly OrderLineQuantity[]): OrderLineQuantity[] {
  const goneOf = (lineId: string) => sum(gone.filter((line) => line.lineId === lineId).map(({ quantity }) => quantity));
  return lines
    .map(({ lineId, quantity }) => ({ lineId, quantity: quantity - goneOf(lineId) }))
    .filter(({ quantity }) => quantity > 0);
}

/** Not of whole minor units. */
function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
