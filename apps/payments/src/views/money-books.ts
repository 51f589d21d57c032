import { Injectable } from '@nestjs/common';
import { ViewTable, type Viewed } from '@entrepot/eventstore';
import { formatMinor } from '@entrepot/kernel';
import { Books, InjectView, type Fault } from '@entrepot/platform';
import { PaymentStream } from '../domain/payment';
import type { LedgerRow } from './ledger.view';
import { debitOf, PaymentSum } from './payment-sum';
import type { PaymentRow } from './payments.view';

const ROWS_AT_ONCE = 1_000;
const PAYMENTS_AT_ONCE = 200;
const MOST_NAMED = 5;

/** The money in the streams of payments, the list of payments and the ledger. */
@Injectable()
export class MoneyBooks extends Books<PaymentSum> {
  readonly name = 'money';
  readonly kind = PaymentStream.kind;
  readonly view = 'payments';

  constructor(
    @InjectView('payments') private readonly payments: ViewTable<PaymentRow>,
    @InjectView('ledger') private readonly ledger: ViewTable<LedgerRow>,
  ) {
    super();
  }

  open(_merchantId: string, key: string): PaymentSum {
    return new PaymentSum(key);
  }

  async compare(merchantId: string, sums: readonly PaymentSum[]): Promise<Fault[]> {
    const faults: Fault[] = [];
    for (let at = 0; at < sums.length; at += PAYMENTS_AT_ONCE) {
      const some = sums.slice(at, at + PAYMENTS_AT_ONCE);
      const ids = some.map(({ key }) => key);
      const rows = await this.payments.rowsOf(merchantId, ids);
      const posted = await this.postedOf(merchantId, ids);
      for (const sum of some) {
        faults.push(
          ...sum.faults,
          ...listFaults(sum, rows.get(sum.key)),
          ...ledgerFaults(sum, posted.get(sum.key) ?? []),
        );
      }
    }
    return faults;
  }

  /** The rows of the ledger, by payment. */
  private async postedOf(merchantId: string, ids: readonly string[]): Promise<Map<string, LedgerRow[]>> {
    const posted = new Map<string, LedgerRow[]>();
    for (let cursor: string | undefined = ''; cursor !== undefined;) {
      const page = await this.ledger.find(merchantId, {
        ...{ where: { paymentId: { in: [...ids] } }, limit: ROWS_AT_ONCE },
        ...(cursor !== '' && { cursor }),
      });
      for (const row of page.items) posted.set(row.paymentId, [...(posted.get(row.paymentId) ?? []), row]);
      cursor = page.next;
    }
    return posted;
  }
}

function listFaults(sum: PaymentSum, row: Viewed<PaymentRow> | undefined): Fault[] {
  const text = (amounts: { captured: number; refunded: number }) => {
    const currency = sum.currency || row?.currency || 'EUR';
    return `${formatMinor(amounts.captured, currency)} captured, ${formatMinor(amounts.refunded, currency)} refunded`;
  };
  const fault = (what: string): Fault[] => [
    { key: sum.key, what: `the entries say ${text(sum)}; ${what}`, eventIds: sum.newest(MOST_NAMED) },
  ];
  if (row === undefined) return sum.isStarted ? fault('the list of payments has no row') : [];
  if (row.version !== sum.version) return fault(`the list of payments shows version ${row.version} of ${sum.version}`);
  const isSame = row.captured === sum.captured && row.refunded === sum.refunded;
  return isSame ? [] : fault(`the list of payments shows ${text(row)}`);
}

function ledgerFaults(sum: PaymentSum, posted: readonly LedgerRow[]): Fault[] {
  const rows = new Map(posted.map((row) => [row.transactionId, row]));
  const faults: Fault[] = [];
  for (const [transactionId, { eventId, debit }] of sum.transactions) {
    const row = rows.get(transactionId);
    const shown = row === undefined ? 'no row' : String(debitOf(row.entries));
    if (shown === String(debit)) continue;
    const what = `the stream posts ${debit} in ${transactionId}; the ledger shows ${shown}`;
    faults.push({ key: sum.key, what, eventIds: [eventId] });
  }
  const strays = posted.filter(({ transactionId }) => !sum.transactions.has(transactionId));
  const what = (row: LedgerRow) => `transaction ${row.transactionId} is in the ledger and in no stream`;
  return [...faults, ...strays.map((row) => ({ key: sum.key, what: what(row), eventIds: [] }))];
}
