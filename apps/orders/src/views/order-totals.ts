import { Injectable } from '@nestjs/common';
import type {
  CurrencyTotals,
  OpenAmount,
  OpenReason,
  OrderRow,
  OrderState,
  OrderTotals,
} from '@entrepot/contracts/orders';
import { ViewTable } from '@entrepot/eventstore';
import { InjectView } from '@entrepot/platform';

const ROWS_A_PAGE = 1_000;
const SUMMED = ['freight', 'surcharges', 'discounts', 'taxes', 'cancelled', 'captured', 'refunded', 'open'] as const;

/** Adds all orders of a merchant up, by reading the list from end to end. */
@Injectable()
export class TotalsOfOrders {
  constructor(@InjectView('orders') private readonly orders: ViewTable<OrderRow>) {}

  async of(merchantId: string): Promise<OrderTotals> {
    const sums = new Sums();
    let cursor: string | undefined;
    do {
      const page = await this.orders.find(merchantId, { limit: ROWS_A_PAGE, ...(cursor && { cursor }) });
      page.items.forEach((row) => sums.add(row));
      cursor = page.next;
    } while (cursor !== undefined);
    return sums.totals();
  }
}

/** Sums that grow row by row. */
export class Sums {
  private readonly currencies = new Map<string, CurrencyTotals>();
  private readonly reasons = new Map<string, Map<OpenReason, OpenAmount>>();
  private readonly states = new Map<OrderState, number>();

  add(row: OrderRow): void {
    const totals = this.currencies.get(row.currency) ?? noneIn(row.currency);
    this.currencies.set(row.currency, totals);
    totals.orders += 1;
    totals.ordered += row.total;
    totals.lines += row.linesTotal;
    for (const name of SUMMED) totals[name] = (totals[name] ?? 0) + (row[name] ?? 0);
    this.states.set(row.state, (this.states.get(row.state) ?? 0) + 1);
    this.addReason(row);
  }

  totals(): OrderTotals {
    const currencies = [...this.currencies.values()]
      .map((totals) => ({ ...totals, openByReason: this.reasonsOf(totals.currency) }))
      .sort((a, b) => (a.currency < b.currency ? -1 : 1));
    const byStatus = [...this.states].map(([state, orders]) => ({ state, orders }));
    return { currencies, byStatus: byStatus.sort((a, b) => (a.state < b.state ? -1 : 1)) };
  }

  private addReason({ currency, openReason: reason, open }: OrderRow): void {
    if (reason === undefined) return;
    const reasons = this.reasons.get(currency) ?? new Map<OpenReason, OpenAmount>();
    this.reasons.set(currency, reasons);
    const { orders, amount } = reasons.get(reason) ?? { orders: 0, amount: 0 };
    reasons.set(reason, { reason, orders: orders + 1, amount: amount + open });
  }

  private reasonsOf(currency: string): OpenAmount[] {
    const amounts = [...(this.reasons.get(currency)?.values() ?? [])];
    return amounts.sort((a, b) => (a.reason < b.reason ? -1 : 1));
  }
}

function noneIn(currency: string): CurrencyTotals {
  return {
    currency,
    ...{ orders: 0, ordered: 0, lines: 0, freight: 0, surcharges: 0, discounts: 0, taxes: 0 },
    ...{ cancelled: 0, captured: 0, refunded: 0, open: 0, openByReason: [] },
  };
}
