import { sum } from '@entrepot/kernel';
import { declaredTenders, type StartedPayment } from './payment';
import { fundsOf, heldOf, type Tender } from './tender';

/** What a payment's declared tenders hold, took and gave back. */
export function moneyOf(payment: StartedPayment): { held: number; captured: number; refunded: number } {
  const tenders = declaredTenders(payment);
  const total = (amount: (tender: Tender) => number): number => sum(tenders.map(amount));
  return {
    held: total(heldOf),
    captured: total((tender) => fundsOf(tender).captured),
    refunded: total((tender) => fundsOf(tender).refunded),
  };
}
