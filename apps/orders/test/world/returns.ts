import { ExchangeAnswered, ExchangeReduced } from '@entrepot/contracts/orders';
import { ReturnInspected, type InspectedLine } from '@entrepot/contracts/returns';
import type { OrderLineQuantity, ShipLine } from '@entrepot/contracts/shared';
import type { AnyEvent } from '@entrepot/kernel';
import type { OrderEvent } from '../../src/domain/order-event';
import { lessLines } from '../../src/domain/stock-lines';
import type { Choices } from './choices';
import type { Mail, Neighbour } from './neighbour';

interface Replacement {
  readonly orderId: string;
  readonly originalOrderId: string;
  readonly returnId: string;
  /** What the customer has of it, or is to have. */
  lines: readonly OrderLineQuantity[];
  isConfirmed: boolean;
}

/** People who look at what comes back, and the orders that replace it: on their way, cancelled, or lost piece by piece. */
export class ReturnsModel implements Neighbour {
  private readonly replacements = new Map<string, Replacement>();
  private count = 0;

  constructor(private readonly mail: Mail) {}

  /** Some of these pieces come back: for money, for less of it, for others like them, or refused. */
  inspect(orderId: string, delivered: readonly ShipLine[], choices: Choices): void {
    if (delivered.length === 0) return;
    this.count += 1;
    const lines = delivered.map((line) => inspected(line, choices));
    const exchange = choices.seldom(3) ? lines.map(({ lineId }) => ({ lineId, sku: 'SHIRT-L' })) : undefined;
    const returnId = `ret_${this.count}`;
    this.mail.post('returns', new ReturnInspected({ orderId, returnId, lines, ...(exchange && { exchange }) }));
  }

  take(request: AnyEvent): void {
    const event = request as OrderEvent;
    if (event.type !== 'OrderLinesReturned' || event.replacedBy === undefined) return;
    const { orderId: originalOrderId, returnId, replacedBy: orderId, lines } = event;
    this.replacements.set(returnId, { orderId, originalOrderId, returnId, lines, isConfirmed: false });
  }

  get isBusy(): boolean {
    return this.replacements.size > 0;
  }

  act(choices: Choices): void {
    const open = [...this.replacements.values()];
    const replacement = open[choices.below(open.length)]!;
    const way = choices.below(4);
    if (!replacement.isConfirmed) return this.answer(replacement, way === 3 ? 'failed' : 'confirmed');
    const lost = way > 1 ? somePieces(replacement.lines, choices) : [];
    if (lost.length === 0) this.replacements.delete(replacement.returnId);
    else this.lose(replacement, lost);
  }

  private answer(replacement: Replacement, outcome: 'confirmed' | 'failed'): void {
    const { orderId, originalOrderId, returnId } = replacement;
    replacement.isConfirmed = outcome === 'confirmed';
    if (outcome === 'failed') this.replacements.delete(returnId);
    this.mail.post(orderId, new ExchangeAnswered({ orderId, originalOrderId, returnId, outcome }));
  }

  private lose(replacement: Replacement, lines: OrderLineQuantity[]): void {
    const { orderId, originalOrderId, returnId } = replacement;
    replacement.lines = lessLines(replacement.lines, lines);
    this.mail.post(orderId, new ExchangeReduced({ orderId, originalOrderId, returnId, lines, reason: 'lost' }));
  }
}

function inspected({ lineId, sku, quantity }: ShipLine, choices: Choices): InspectedLine {
  const line = { lineId, sku, quantity: 1 + choices.below(quantity) };
  const way = choices.below(5);
  if (way === 4) return { ...line, disposition: 'send-back', refusal: 'worn' };
  return { ...line, disposition: 'restock', ...(way === 3 && { deduction: choices.below(6) * 700 }) };
}

function somePieces(lines: readonly OrderLineQuantity[], choices: Choices): OrderLineQuantity[] {
  return lines
    .map(({ lineId, quantity }) => ({ lineId, quantity: choices.below(quantity + 1) }))
    .filter(({ quantity }) => quantity > 0);
}
