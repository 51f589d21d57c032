import type { AnyEvent } from '@entrepot/kernel';
import { formatMinor } from '@entrepot/kernel';

/** An event of the story and how it is told. */
export interface Telling {
  readonly event: abstract new (...args: never[]) => AnyEvent;
  readonly says: (event: AnyEvent) => string;
}

export function tell<E extends AnyEvent>(
  event: abstract new (...args: never[]) => E,
  says: (event: E) => string,
): Telling {
  return { event, says: says as Telling['says'] };
}

/** `2 x SHIRT, 1 x MUG`; long lists are cut. */
export function goods(lines: readonly { readonly sku: string; readonly quantity: number }[]): string {
  return list(lines.map(({ sku, quantity }) => `${quantity} x ${sku}`));
}

/** `2 of line 1`; long lists are cut. */
export function linesOf(lines: readonly { readonly lineId: string; readonly quantity: number }[]): string {
  return list(lines.map(({ lineId, quantity }) => `${quantity} of line ${lineId}`));
}

const MOST_NAMED = 5;

export function list(words: readonly string[]): string {
  const more = words.length - MOST_NAMED;
  return words.slice(0, MOST_NAMED).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

/** Events seldom name the currency: an amount stands between two signs until the order's currency is at hand. */
export function money(amount: number): string {
  return `¤${amount}¤`;
}

export function withCurrency(summary: string, currency: string): string {
  return summary.replace(/¤(-?\d+)¤/g, (_, amount: string) => `${formatMinor(Number(amount), currency)} ${currency}`);
}
