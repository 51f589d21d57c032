import { parseMinor, sum } from '@entrepot/kernel';
import { toTimestamp } from './local-time';
import { CURRENCY, locator, postcode, type Coordinates } from './merchant';
import { groupBy, indexBy, type OlistTables, type Row } from './tables';

/** What the data says became of an order; the replay makes it happen. */
export type Fate =
  'rejected' | 'open' | 'in-transit' | 'delivered' | 'cancelled' | 'intercepted' | 'returned' | 'unknown';

export interface OrderPlan {
  readonly sourceOrderId: string;
  readonly status: string;
  readonly fate: Fate;
  readonly purchasedAt: string;
  readonly collectedAt?: string;
  readonly deliveredAt?: string;
  readonly body: Record<string, unknown>;
  /** Deviations of the row that the plan had to settle, each a reason for the report. */
  readonly remarks: readonly string[];
}

const METHODS: Readonly<Record<string, { method: string; capture: 'manual' | 'immediate' }>> = {
  credit_card: { method: 'card', capture: 'manual' },
  debit_card: { method: 'card', capture: 'manual' },
  boleto: { method: 'boleto', capture: 'immediate' },
  voucher: { method: 'voucher', capture: 'manual' },
};

function fateOf(order: Row, items: readonly Row[]): Fate {
  if (items.length === 0) return 'rejected';
  switch (order['order_status']) {
    case 'delivered':
      return 'delivered';
    case 'shipped':
      return 'in-transit';
    case 'processing':
    case 'invoiced':
    case 'created':
    case 'approved':
      return 'open';
    case 'canceled':
      if (order['order_delivered_customer_date']) return 'returned';
      return order['order_delivered_carrier_date'] ? 'intercepted' : 'cancelled';
    default:
      return 'unknown';
  }
}

function linesAndFreight(items: readonly Row[]) {
  const lines: { lineId: string; sku: string; quantity: number; unitPrice: number }[] = [];
  const freight: { type: string; amount: number; lineId: string }[] = [];
  for (const item of items) {
    const sku = item['product_id'] ?? '';
    const unitPrice = parseMinor(item['price'] ?? '', CURRENCY);
    const amount = parseMinor(item['freight_value'] ?? '', CURRENCY);
    const line = lines.find((known) => known.sku === sku && known.unitPrice === unitPrice);
    if (line) {
      line.quantity += 1;
      const charge = freight.find(({ lineId }) => lineId === line.lineId);
      if (charge) charge.amount += amount;
    } else {
      const lineId = String(lines.length + 1);
      lines.push({ lineId, sku, quantity: 1, unitPrice });
      freight.push({ type: 'freight', amount, lineId });
    }
  }
  return { lines, charges: freight.filter(({ amount }) => amount > 0) };
}

function tendersOf(payments: readonly Row[], remarks: string[]) {
  const tenders: { tenderId: string; method: string; amount: number; capture: string }[] = [];
  for (const payment of payments) {
    const amount = parseMinor(payment['payment_value'] ?? '', CURRENCY);
    const tenderId = `p${payment['payment_sequential']}`;
    if (amount === 0) {
      remarks.push(`tender ${tenderId} of 0.00 skipped: nothing to pay`);
      continue;
    }
    const known = METHODS[payment['payment_type'] ?? ''] ?? { method: 'other', capture: 'manual' };
    tenders.push({ tenderId, ...known, amount });
  }
  return tenders.sort((a, b) => Number(a.tenderId.slice(1)) - Number(b.tenderId.slice(1)));
}

/** Paid more than items and freight: instalment surcharge; paid less: a discount. */
function settleDifference(paid: number, owed: number) {
  if (paid > owed) return [{ type: 'surcharge', amount: paid - owed, reason: 'instalments' }];
  if (paid < owed) return [{ type: 'discount', amount: owed - paid, reason: 'paid less than items and freight' }];
  return [];
}

function shipTo(customer: Row | undefined, place: Coordinates | undefined) {
  return {
    city: customer?.['customer_city'],
    region: customer?.['customer_state'],
    postalCode: postcode(customer?.['customer_zip_code_prefix']),
    country: 'BR',
    ...place,
  };
}

type Locate = ReturnType<typeof locator>;

function orderBody(
  order: Row,
  parts: { items: Row[]; payments: Row[]; customer?: Row; locate: Locate },
  remarks: string[],
) {
  const { lines, charges } = linesAndFreight(parts.items);
  const tenders = tendersOf(parts.payments, remarks);
  const owed = sum(lines.map((l) => l.quantity * l.unitPrice)) + sum(charges.map((c) => c.amount));
  const difference = settleDifference(sum(tenders.map((t) => t.amount)), owed);
  for (const { type, amount } of difference) remarks.push(`${type} line of ${amount} minor units: paid differs`);
  const place = parts.locate(parts.customer?.['customer_zip_code_prefix']);
  if (!place) remarks.push('the customer postcode has no coordinates: places are ranked without distance');
  return {
    source: 'olist',
    sourceOrderId: order['order_id'],
    occurredAt: toTimestamp(order['order_purchase_timestamp']),
    currency: CURRENCY,
    customer: { customerId: parts.customer?.['customer_unique_id'] },
    shipTo: shipTo(parts.customer, place),
    lines,
    charges: [...charges, ...difference],
    tenders,
  };
}

/** Every order of the tables in time order, with the body to submit and what the data says became of it. */
export function planOrders(tables: OlistTables): OrderPlan[] {
  const items = groupBy(tables.items, 'order_id');
  const payments = groupBy(tables.payments, 'order_id');
  const customers = indexBy(tables.customers, 'customer_id');
  const locate = locator(tables);
  const plans = tables.orders.map((order): OrderPlan => {
    const id = order['order_id'] ?? '';
    const remarks: string[] = [];
    const customer = customers.get(order['customer_id'] ?? '');
    const parts = { items: items.get(id) ?? [], payments: payments.get(id) ?? [], customer, locate };
    return {
      sourceOrderId: id,
      status: order['order_status'] ?? '',
      fate: fateOf(order, parts.items),
      purchasedAt: toTimestamp(order['order_purchase_timestamp']) ?? '',
      collectedAt: toTimestamp(order['order_delivered_carrier_date']),
      deliveredAt: toTimestamp(order['order_delivered_customer_date']),
      body: orderBody(order, parts, remarks),
      remarks,
    };
  });
  const byTime = (a: OrderPlan, b: OrderPlan) =>
    Date.parse(a.purchasedAt) - Date.parse(b.purchasedAt) || (a.sourceOrderId < b.sourceOrderId ? -1 : 1);
  return plans.sort(byTime);
}
