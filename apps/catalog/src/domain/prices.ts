/** What a SKU costs from a moment on. */
export interface Price {
  readonly currency: string;
  readonly amount: number;
  readonly validFrom: string;
}

/** A price that somebody gives; without a beginning it begins now. */
export type GivenPrice = Omit<Price, 'validFrom'> & { readonly validFrom?: string };

/** What a price is one of: its currency, and the moment from which on it counts, however that is written. */
export function beginningOf({ currency, validFrom }: Omit<GivenPrice, 'amount'>): string {
  return `${currency} ${validFrom === undefined ? 'now' : Date.parse(validFrom)}`;
}

/**
 * Those of the prices that the history does not say yet. Those that begin now come last: else what a file says would find
 * another current price when it is said again. A file may hold thousands of a SKU, so that each is not looked up in all of them.
 */
export function newPrices(history: readonly Price[], given: Iterable<GivenPrice>, now: string): Price[] {
  const said = new Map(history.map((price) => [beginningOf(price), price.amount]));
  const fresh: Price[] = [];
  const current: GivenPrice[] = [];
  for (const { currency, amount, validFrom } of given) {
    if (validFrom === undefined) {
      current.push({ currency, amount });
      continue;
    }
    const price = { currency, amount, validFrom };
    if (said.get(beginningOf(price)) === amount) continue;
    said.set(beginningOf(price), amount);
    fresh.push(price);
  }
  for (const price of current) {
    const begun = newPrice([...history, ...fresh], price, now);
    if (begun !== undefined) fresh.push(begun);
  }
  return fresh;
}

/** The price to be recorded, or undefined if the SKU costs that already. */
export function newPrice(history: readonly Price[], given: GivenPrice, now: string): Price | undefined {
  const { currency, amount, validFrom } = given;
  if (validFrom !== undefined) {
    return isKnownPrice(history, { currency, amount, validFrom }) ? undefined : { currency, amount, validFrom };
  }
  const current = pricesAt(history, now).find((price) => price.currency === currency);
  return current?.amount === amount ? undefined : { currency, amount, validFrom: now };
}

/** Whether this very price is what the history says from that moment on. */
export function isKnownPrice(history: readonly Price[], { currency, amount, validFrom }: Price): boolean {
  const from = Date.parse(validFrom);
  const said = history.filter((price) => price.currency === currency && Date.parse(price.validFrom) === from);
  return said.at(-1)?.amount === amount;
}

/**
 * The price in each currency at a moment: the one that began last. Of two that begin at the same moment the one that was
 * recorded last counts.
 */
export function pricesAt(history: readonly Price[], moment: string): Price[] {
  const at = Date.parse(moment);
  const current = new Map<string, Price>();
  for (const price of history) {
    const from = Date.parse(price.validFrom);
    const known = current.get(price.currency);
    if (from <= at && (known === undefined || Date.parse(known.validFrom) <= from)) current.set(price.currency, price);
  }
  return [...current.values()].sort((a, b) => (a.currency < b.currency ? -1 : 1));
}
