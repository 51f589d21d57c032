import { formatMinor, sum } from '@entrepot/kernel';
import type { OrderPlan } from '../olist/orders';
import type { PaymentRow } from './money-section';
import type { OrderRow } from './orders-section';

/** Of what was handed over nothing may be open but for these: the money was asked for and is not to be had, or others gave it back. */
const LASTING = ['capture-failed', 'refunded-elsewhere'];

/** Whether everything that the order sells was handed over: then its money has to be here. */
function isHandedOver({ state }: OrderRow, plan: OrderPlan | undefined): boolean {
  return ['delivered', 'closed'].includes(state) || (state === 'shipping' && plan?.fate === 'in-transit');
}

/** What does not fit in one order's money, by itself and beside what payments says. */
export function checkAmounts(row: OrderRow, payment: PaymentRow | undefined, plan: OrderPlan | undefined): string[] {
  const owed = row.linesTotal + row.freight + row.surcharges - row.discounts + (row.taxes ?? 0) - row.cancelled;
  const settled = row.captured - row.refunded + row.open;
  const held = payment?.held ?? 0;
  const text = (amount: number) => formatMinor(amount, row.currency);
  const differs = (payment?.captured ?? 0) !== row.captured || (payment?.refunded ?? 0) !== row.refunded;
  const isMissing = row.open > 0 && isHandedOver(row, plan) && !LASTING.includes(row.openReason ?? '');
  const wrong: readonly (readonly [boolean, string])[] = [
    [owed !== settled, `owed ${text(owed)} but settled ${text(settled)}`],
    [row.open < 0, `open is negative (${text(row.open)})`],
    [row.open > 0 && !row.openReason, `${text(row.open)} is open without a reason`],
    [isMissing, `everything was handed over and ${text(row.open)} is open (${row.openReason ?? 'no reason'})`],
    [differs, 'orders and payments tell different captures or refunds'],
    [row.state === 'cancelled' && held > 0, `it is cancelled and ${text(held)} is still held`],
  ];
  return wrong.flatMap(([isWrong, what]) => (isWrong ? [`order ${row.orderId}: ${what}`] : []));
}

interface Body {
  readonly lines?: readonly { readonly quantity: number; readonly unitPrice: number }[];
  readonly charges?: readonly { readonly type: string; readonly amount: number }[];
}

/** Whether the order is worth what was sent: an order that lost a line adds up by itself. */
export function checkSent(row: OrderRow, plan: OrderPlan): string[] {
  const { lines = [], charges = [] } = plan.body as Body;
  const charged = (type: string) => sum(charges.filter((one) => one.type === type).map(({ amount }) => amount));
  const text = (amount: number) => formatMinor(amount, row.currency);
  const sides = [
    ['lines', sum(lines.map(({ quantity, unitPrice }) => quantity * unitPrice)), row.linesTotal],
    ['freight', charged('freight'), row.freight],
    ['surcharges', charged('surcharge'), row.surcharges],
    ['discounts', charged('discount'), row.discounts],
    ['taxes', charged('tax'), row.taxes ?? 0],
  ] as const;
  return sides.flatMap(([what, sent, here]) =>
    sent === here ? [] : [`order ${row.orderId}: ${what} of ${text(sent)} were sent, ${text(here)} are here`],
  );
}
