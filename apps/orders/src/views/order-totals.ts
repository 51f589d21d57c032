import { Injectable } from '@nestjs/common';
import type {
  CurrencyTotals,
  OpenAmount,
  OpenReason,
  OrderRow,
  OrderState,
  OrderTotals,
} from '@entrepot/contracts/orders';
import { ViewTable, type GroupSum } from '@entrepot/eventstore';
import { InjectView } from '@entrepot/platform';

const BY = ['currency', 'state', 'openReason'] as const;
/** What is added up, and where a row has it. */
const SUMMED = {
  ordered: 'total',
  lines: 'linesTotal',
  freight: 'freight',
  surcharges: 'surcharges',
  discounts: 'discounts',
  taxes: 'taxes',
  cancelled: 'cancelled',
  captured: 'captured',
  refunded: 'refunded',
  open: 'open',
} as const satisfies Partial<Record<keyof CurrencyTotals, keyof OrderRow>>;

type Summed = keyof typeof SUMMED;
const NAMES = Object.keys(SUMMED) as Summed[];
const OPEN = NAMES.indexOf('open');

/** Adds all orders of a merchant up, as the list shows them. */
@Injectable()
export class TotalsOfOrders {
  constructor(@InjectView('orders') private readonly orders: ViewTable<OrderRow>) {}

  async of(merchantId: string): Promise<OrderTotals> {
    const sums = new Sums();
    const groups = await this.orders.sums(merchantId, { by: BY, of: NAMES.map((name) => SUMMED[name]) });
    groups.forEach((group) => sums.add(group));
    return sums.totals();
  }
}

/** Sums that grow group by group. */
class Sums {
  private readonly currencies = new Map<string, CurrencyTotals>();
  private readonly reasons = new Map<string, Map<OpenReason, OpenAmount>>();
  private readonly states = new Map<OrderState, number>();

  add({ by, count, of }: GroupSum): void {
    const [currency, state, reason] = by as readonly [string, OrderState, OpenReason | null];
    const totals = this.currencies.get(currency) ?? noneIn(currency);
    this.currencies.set(currency, totals);
    totals.orders += count;
    NAMES.forEach((name, at) => (totals[name] = (totals[name] ?? 0) + of[at]!));
    this.states.set(state, (this.states.get(state) ?? 0) + count);
    if (reason !== null) this.addReason(currency, { reason, orders: count, amount: of[OPEN]! });
  }

  totals(): OrderTotals {
    const currencies = [...this.currencies.values()]
      .map((totals) => ({ ...totals, openByReason: this.reasonsOf(totals.currency) }))
      .sort((a, b) => (a.currency < b.currency ? -1 : 1));
    const byStatus = [...this.states].map(([state, orders]) => ({ state, orders }));
    return { currencies, byStatus: byStatus.sort((a, b) => (a.state < b.state ? -1 : 1)) };
  }

  private addReason(currency: string, { reason, ...more }: OpenAmount): void {
    const reasons = this.reasons.get(currency) ?? new Map<OpenReason, OpenAmount>();
    this.reasons.set(currency, reasons);
    const { orders, amount } = reasons.get(reason) ?? { orders: 0, amount: 0 };
    reasons.set(reason, { reason, orders: orders + more.orders, amount: amount + more.amount });
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
