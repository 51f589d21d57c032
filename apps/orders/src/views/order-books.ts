import { Injectable } from '@nestjs/common';
import type { OrderRow } from '@entrepot/contracts/orders';
import { ViewTable, type Viewed } from '@entrepot/eventstore';
import { formatMinor } from '@entrepot/kernel';
import { Books, InjectView, type Fault } from '@entrepot/platform';
import { OrderStream } from '../domain/order';
import { MoneyElsewhere, type MovedMoney } from '../domain/money-elsewhere';
import { OrderSum } from './order-sum';

const ORDERS_AT_ONCE = 200;
const MOST_NAMED = 5;

/** The money in the streams of orders, the list of orders, with the streams and each with itself, and what payments says. */
@Injectable()
export class OrderBooks extends Books<OrderSum> {
  readonly name = 'orders';
  readonly kind = OrderStream.kind;
  readonly view = 'orders';

  constructor(
    @InjectView('orders') private readonly orders: ViewTable<OrderRow>,
    private readonly money: MoneyElsewhere,
  ) {
    super();
  }

  open(_merchantId: string, key: string): OrderSum {
    return new OrderSum(key);
  }

  async compare(merchantId: string, sums: readonly OrderSum[]): Promise<Fault[]> {
    const faults: Fault[] = [];
    for (let at = 0; at < sums.length; at += ORDERS_AT_ONCE) {
      const some = sums.slice(at, at + ORDERS_AT_ONCE);
      const ids = some.map(({ key }) => key);
      const rows = await this.orders.rowsOf(merchantId, ids);
      const elsewhere = await this.money.of(merchantId, ids);
      for (const sum of some) {
        const row = rows.get(sum.key);
        faults.push(
          ...faultsOf(sum, row),
          ...otherFaults(sum, { row, elsewhere: elsewhere && (elsewhere.get(sum.key) ?? NONE) }),
        );
      }
    }
    return faults;
  }
}

const NONE: MovedMoney = { captured: 0, refunded: 0 };

function said({ captured, refunded }: MovedMoney, currency: string): string {
  return `${formatMinor(captured, currency)} captured, ${formatMinor(refunded, currency)} refunded`;
}

interface Others {
  readonly row: Viewed<OrderRow> | undefined;
  readonly elsewhere: MovedMoney | undefined;
}

/** Of an order that was placed; of others no currency is known, and payments knows none. */
function otherFaults(sum: OrderSum, { row, elsewhere }: Others): Fault[] {
  if (row === undefined || elsewhere === undefined) return [];
  if (elsewhere.captured === sum.captured && elsewhere.refunded === sum.refunded) return [];
  const { currency } = row;
  const what = `the stream says ${said(sum, currency)}; payments says ${said(elsewhere, currency)}`;
  return [{ key: sum.key, what, eventIds: sum.newest(MOST_NAMED) }];
}

function faultsOf(sum: OrderSum, row: Viewed<OrderRow> | undefined): Fault[] {
  const fault = (what: string): Fault[] => [{ key: sum.key, what, eventIds: sum.newest(MOST_NAMED) }];
  if (row === undefined) return sum.isPlaced ? fault('was placed, and the list of orders has no row') : [];
  if (row.version < sum.heardOf || row.version > sum.version)
    return fault(`the list of orders shows version ${row.version} of ${sum.version}`);
  const isSame = row.captured === sum.captured && row.refunded === sum.refunded;
  const listed = isSame
    ? []
    : fault(`the stream says ${said(sum, row.currency)}; the list of orders shows ${said(row, row.currency)}`);
  return [...listed, ...ownFaults(row).flatMap(fault)];
}

/** lines + freight + surcharges - discounts + taxes - cancelled = captured - refunded + open */
function ownFaults(row: OrderRow): string[] {
  const { linesTotal, freight, surcharges, discounts, taxes = 0, cancelled, captured, refunded, open } = row;
  const worth = linesTotal + freight + surcharges - discounts + taxes - cancelled;
  const settled = captured - refunded + open;
  if (worth === settled) return [];
  const text = (amount: number) => formatMinor(amount, row.currency);
  return [`is worth ${text(worth)}; captured - refunded + open is ${text(settled)}`];
}
