import { LedgerPosted } from '@entrepot/contracts/payments';
import { memoryBackbone, recordId, streamId, type CommitRecord } from '@entrepot/eventstore';
import type { AnyEvent } from '@entrepot/kernel';
import type { LedgerRow } from './ledger.view';
import { MoneyBooks } from './money-books';
import type { PaymentRow } from './payments.view';

const MERCHANT = 'demo';
const AT = '2026-03-02T09:00:00.000Z';

function posted(
  paymentId: string,
  transactionId: string,
  causeType: 'capture' | 'refund',
  debit: number,
  credit = debit,
) {
  const names = { paymentId, orderId: 'ord_1', tenderId: 't', transactionId, currency: 'EUR', causeType, causeId: 'c' };
  const entries = [
    { account: 'customer' as const, debit, credit: 0 },
    { account: 'card-clearing' as const, debit: 0, credit },
  ];
  return new LedgerPosted({ ...names, entries } as never);
}

function record(paymentId: string, version: number, ...events: AnyEvent[]): CommitRecord {
  const _id = recordId(streamId(MERCHANT, 'payment', paymentId), version);
  return {
    _id,
    merchantId: MERCHANT,
    kind: 'payment',
    key: paymentId,
    version,
    at: AT,
    cause: { source: 'test' },
    events,
  };
}

const started = { type: 'PaymentStarted' } as AnyEvent;

/** What is said of payments whose list shows this, and whose ledger has these entries. */
async function faultsOf(
  records: CommitRecord[],
  rows: Record<string, [version: number, captured: number, refunded: number]>,
  ledger: LedgerPosted[],
) {
  const backbone = memoryBackbone({ streams: [] });
  const payments = backbone.view<PaymentRow>('payments');
  await payments.upsert(
    Object.entries(rows).map(([id, [version, captured, refunded]]) => ({
      ...{ id, merchantId: MERCHANT, version },
      row: { captured, refunded, currency: 'EUR', orderId: 'ord_1' } as PaymentRow,
    })),
  );
  const lines = backbone.view<LedgerRow>('ledger');
  await lines.insert(ledger.map((row, at) => ({ id: `l${at}`, merchantId: MERCHANT, row: { ...row, at: AT } })));
  const books = new MoneyBooks(payments, lines);
  const sums = [...new Set(records.map(({ key }) => key))].map((key) => {
    const sum = books.open(MERCHANT, key);
    for (const each of records.filter((one) => one.key === key)) sum.add(each);
    return sum;
  });
  const faults = await books.compare(MERCHANT, sums);
  await backbone.stop();
  return faults.map(({ key, what, eventIds }) => `${key}: ${what} [${eventIds.join()}]`);
}

describe('the books of money', () => {
  const capture = posted('pay_1', 't1', 'capture', 1_000);
  const refund = posted('pay_1', 't2', 'refund', 400);
  const records = [record('pay_1', 1, started), record('pay_1', 2, capture), record('pay_1', 3, refund)];

  it('balance where list and ledger say what the streams add up to', async () => {
    expect(await faultsOf(records, { pay_1: [3, 1_000, 400] }, [capture, refund])).toEqual([]);
  });

  it('name a list that lies, one that is late and one that lacks a payment', async () => {
    const others = [record('pay_2', 1, started), record('pay_3', 1, started), record('pay_4', 1, { type: 'Wished' })];
    expect(
      await faultsOf([...records, ...others], { pay_1: [3, 900, 400], pay_2: [0, 0, 0] }, [capture, refund]),
    ).toEqual([
      'pay_1: the entries say 10.00 captured, 4.00 refunded; the list of payments shows 9.00 captured, 4.00 refunded [demo/payment/pay_1/0000000002#0,demo/payment/pay_1/0000000003#0]',
      'pay_2: the entries say 0.00 captured, 0.00 refunded; the list of payments shows version 0 of 1 []',
      'pay_3: the entries say 0.00 captured, 0.00 refunded; the list of payments has no row []',
    ]);
  });

  it('name a transaction that does not balance, one that the ledger lacks or shows otherwise, and one of no stream', async () => {
    const lame = posted('pay_1', 't3', 'refund', 100, 90);
    const ledger = [posted('pay_1', 't1', 'capture', 1), lame, posted('pay_1', 't9', 'capture', 5)];
    expect(await faultsOf([...records, record('pay_1', 4, lame)], { pay_1: [4, 1_000, 500] }, ledger)).toEqual([
      'pay_1: transaction t3 debits 100 and credits 90 [demo/payment/pay_1/0000000004#0]',
      'pay_1: the stream posts 1000 in t1; the ledger shows 1 [demo/payment/pay_1/0000000002#0]',
      'pay_1: the stream posts 400 in t2; the ledger shows no row [demo/payment/pay_1/0000000003#0]',
      'pay_1: transaction t9 is in the ledger and in no stream []',
    ]);
  });
});
