import {
  PaymentCaptured,
  PaymentRefunded,
  TenderCaptured,
  TenderCaptureRequested,
  TenderPaid,
  TenderRefunded,
  TenderRefundRequested,
  TenderVoidRequested,
} from '@entrepot/contracts/payments';
import { giveBack, receipt } from './ledger';
import type { Journal } from './journal';
import { reference } from './references';
import { fundsOf, heldOf, isUndeclared, type Tender } from './tender';

interface Moved {
  readonly tenderId: string;
  readonly amount: number;
  /** How the provider names it, where we did not ask for it. */
  readonly reference?: string;
}

/** Asks the provider to capture part of a tender. */
export function askCapture(
  journal: Journal,
  tender: Tender,
  captureId: string,
  amount: number,
  requested: number,
): void {
  const { tenderId, currency } = tender.terms;
  journal.add(
    new TenderCaptureRequested({
      ...journal.names,
      tenderId,
      captureId,
      providerReference: providerReferenceOf(tender),
      amount,
      requested,
      currency,
      reference: reference.capture(journal.names.paymentId, tenderId, captureId, fundsOf(tender).captured),
    }),
  );
}

/** Asks the provider to let go of what is not captured. */
export function askVoid(journal: Journal, tender: Tender): void {
  const { tenderId } = tender.terms;
  journal.add(
    new TenderVoidRequested({
      ...journal.names,
      tenderId,
      providerReference: providerReferenceOf(tender),
      amount: heldOf(tender),
      captured: fundsOf(tender).captured,
      reference: reference.void(journal.names.paymentId, tenderId, fundsOf(tender).captured),
    }),
  );
}

/** Asks the provider to give money back; where a marketplace holds it, the books are all there is to do. */
export function askRefund(journal: Journal, tender: Tender, refundId: string, amount: number, requested: number): void {
  const { tenderId, currency, heldBy } = tender.terms;
  if (heldBy === 'marketplace') return recordRefund(journal, { tenderId, refundId, amount });
  journal.add(
    new TenderRefundRequested({
      ...journal.names,
      tenderId,
      refundId,
      providerReference: providerReferenceOf(tender),
      amount,
      requested,
      currency,
      reference: reference.refund(journal.names.paymentId, tenderId, refundId, fundsOf(tender).refunded),
    }),
  );
}

/** A tender was paid in one step: recorded, booked, announced. */
export function recordPaid(
  journal: Journal,
  paid: Pick<TenderPaid, 'tenderId' | 'amount' | 'providerReference' | 'reference' | 'occurredAt'>,
): void {
  const { tenderId, amount } = paid;
  journal.add(new TenderPaid({ ...journal.names, ...paid }));
  journal.add(receipt(journal.payment, journal.tender(tenderId), tenderId, amount));
  journal.add(new PaymentCaptured({ ...journal.names, captureId: tenderId, amount }));
}

/** Money was captured: recorded and booked. */
export function recordCapture(journal: Journal, capture: Moved & { captureId: string }): void {
  const { tenderId, captureId, amount } = capture;
  journal.add(new TenderCaptured({ ...journal.names, ...capture }));
  journal.add(receipt(journal.payment, journal.tender(tenderId), captureId, amount));
}

/** Money was given back: recorded and booked. */
export function recordRefund(journal: Journal, refund: Moved & { refundId: string }): void {
  const { tenderId, refundId, amount } = refund;
  journal.add(new TenderRefunded({ ...journal.names, ...refund }));
  journal.add(giveBack(journal.payment, journal.tender(tenderId), refundId, amount));
}

/** Announces a capture that no wish of orders will announce. Undeclared money is no order's. */
export function announceCapture(journal: Journal, tenderId: string, captureId: string, amount: number): void {
  if (isUndeclared(journal.tender(tenderId)) || isRunning(journal, 'capture', captureId)) return;
  journal.add(new PaymentCaptured({ ...journal.names, captureId, amount }));
}

/** Announces a refund that no wish of orders will announce. */
export function announceRefund(journal: Journal, tenderId: string, refundId: string, amount: number): void {
  if (isUndeclared(journal.tender(tenderId)) || isRunning(journal, 'refund', refundId)) return;
  journal.add(new PaymentRefunded({ ...journal.names, refundId, amount }));
}

function isRunning(journal: Journal, kind: 'capture' | 'refund', id: string): boolean {
  const { running } = journal.payment;
  return running?.kind === kind && running.id === id;
}

function providerReferenceOf(tender: Tender): string {
  const { providerReference } = fundsOf(tender);
  if (providerReference === undefined) throw new Error(`tender ${tender.terms.tenderId} is unknown to the provider`);
  return providerReference;
}
