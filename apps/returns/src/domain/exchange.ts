import type { ExchangeAnswered, OrderExchangeUndone } from '@entrepot/contracts/orders';
import {
  ReturnExchangeAnswered,
  ReturnExchangeReduced,
  type ExchangeLine,
  type RequestReturn,
} from '@entrepot/contracts/returns';
import { decided, DomainError, ignored, type Decide, type FieldError } from '@entrepot/kernel';
import type { Return } from './return';
import { ofLine, type Returnable } from './returnable';
import { settledBy } from './settle-return';

/** What a SKU costs now in the currency of the order; undefined: the catalog has told of no price. */
export type PriceOf = (sku: string, currency: string) => number | undefined;

/** Refuses an exchange that leaves a line out, names one twice, or is of another price: then both prices are named. */
export function refuseExchange({ lines, exchange }: RequestReturn, returnable: Returnable, priceOf: PriceOf): void {
  if (exchange === undefined) return;
  const errors = [...faultsOfLines(lines, exchange), ...faultsOfPrices(exchange, returnable, priceOf)];
  if (errors.length > 0) throw new DomainError('return.exchange-invalid', {}, errors);
}

function faultsOfLines(lines: RequestReturn['lines'], exchange: readonly ExchangeLine[]): FieldError[] {
  const named = exchange.map(({ lineId }) => lineId);
  const missing = lines.filter(({ lineId }) => !named.includes(lineId));
  const message = 'a return is exchanged as a whole: say for each of its lines, once, what is wanted instead';
  const isWhole = missing.length === 0 && new Set(named).size === named.length && named.every((id) => isIn(lines, id));
  return isWhole ? [] : [{ field: 'exchange', rule: 'whole', message }];
}

function isIn(lines: RequestReturn['lines'], lineId: string): boolean {
  return lines.some((line) => line.lineId === lineId);
}

function faultsOfPrices(exchange: readonly ExchangeLine[], returnable: Returnable, priceOf: PriceOf): FieldError[] {
  const { currency = '', prices = {} } = returnable;
  return exchange.flatMap(({ lineId, sku }, index) => {
    const [paid, now] = [ofLine(prices, lineId), priceOf(sku, currency)];
    if (paid !== undefined && paid === now) return [];
    const told = (price: number | undefined) => (price === undefined ? 'an unknown price' : `${price} ${currency}`);
    const message = `line ${lineId} cost ${told(paid)}, ${sku} costs ${told(now)}: only the same price is exchanged`;
    return [{ field: `exchange[${index}].sku`, rule: 'same-price', message }];
  });
}

/** The replacement is on its way, which settles the money; or it will not be, and the money is owed after all. */
export const noteExchange: Decide<Return, ExchangeAnswered> = (current, { orderId, outcome, reason }, given) => {
  if (current.status !== 'inspected' && current.status !== 'completed') {
    throw new DomainError('return.not-found', { returnId: given.key });
  }
  const { exchange } = current;
  if (exchange?.state === outcome || exchange?.state === 'failed') return ignored('the answer is known');
  const { returnId, orderId: originalOrderId } = current;
  const answered = new ReturnExchangeAnswered({
    ...{ returnId, orderId: originalOrderId, replacementOrderId: orderId, outcome },
    ...(reason !== undefined && { reason }),
  });
  return outcome === 'failed' ? decided(answered) : settledBy({ ...current, refunded: 0 }, answered);
};

/** Part of the replacement is not with the customer: money is given back for it. */
export const noteReduction: Decide<Return, OrderExchangeUndone> = (current, { amount, reason }, given) => {
  if (current.status !== 'inspected' && current.status !== 'completed') {
    throw new DomainError('return.not-found', { returnId: given.key });
  }
  const { returnId, orderId } = current;
  return decided(new ReturnExchangeReduced({ returnId, orderId, amount, reason }));
};
