import {
  PaymentCaptured,
  PaymentRefunded,
  PaymentReleased,
  PaymentReleaseStarted,
  PaymentRequestQueued,
} from '@entrepot/contracts/payments';
import { never } from '@entrepot/kernel';
import { isAwaiting } from './apply-authorisation';
import type { Journal } from './journal';
import { askCapture, askRefund, askVoid } from './money-moves';
import { declaredTenders, tenderOf, type Running, type StartedPayment, type Wish } from './payment';
import { captureRank, heldOf, isBusy, type Tender } from './tender';

type Amounts = Extract<Running, { kind: 'capture' | 'refund' }>;

/** Works on the wishes of orders, one after the other, as far as it goes without an answer of the provider. */
export function serveWishes(journal: Journal): void {
  for (;;) {
    const { running, queue } = journal.payment;
    if (running !== undefined) {
      if (!advance(journal, running)) return;
    } else {
      const [wish] = queue;
      if (wish === undefined) return;
      begin(journal, wish);
    }
  }
}

/** Begins a wish that just came in, or queues it behind others. */
export function takeWish(journal: Journal, wish: Wish): void {
  const { status, running, queue } = journal.payment;
  const settled = status === 'authorised' || status === 'declined' || status === 'released';
  if (settled && running === undefined && queue.length === 0) begin(journal, wish);
  else enqueue(journal, wish);
}

function enqueue(journal: Journal, wish: Wish): void {
  const { names } = journal;
  journal.add(
    wish.kind === 'release'
      ? new PaymentRequestQueued({ ...names, request: wish.kind, reason: wish.reason })
      : new PaymentRequestQueued({ ...names, request: wish.kind, requestId: wish.id, amount: wish.amount }),
  );
}

function begin(journal: Journal, wish: Wish): void {
  if (wish.kind === 'release') {
    return journal.add(new PaymentReleaseStarted({ ...journal.names, reason: wish.reason }));
  }
  const running: Amounts = { ...wish, done: 0, failed: [] };
  if (!step(journal, running)) finish(journal, running);
}

/** False when an answer of the provider has to come first. */
function advance(journal: Journal, running: Running): boolean {
  if (running.kind === 'release') return advanceRelease(journal, running.voided);
  if (declaredTenders(journal.payment).some(isOccupied)) return false;
  if (step(journal, running)) return !declaredTenders(journal.payment).some(isOccupied);
  finish(journal, running);
  return true;
}

/** A tender that is only being authorised, for an extension, keeps nothing else from going on. */
function isOccupied(tender: Tender): boolean {
  return isBusy(tender) && !isAwaiting(tender);
}

/** Voids whatever is held, again where a capture came before the void, until nothing is. */
function advanceRelease(journal: Journal, voided: number): boolean {
  for (const tender of declaredTenders(journal.payment)) if (tender.status === 'pending') askVoid(journal, tender);
  if (declaredTenders(journal.payment).some(isBusy)) return false;
  const held = declaredTenders(journal.payment).filter((tender) => tender.status === 'authorised');
  for (const tender of held) askVoid(journal, tender);
  if (held.length > 0) return false;
  journal.add(new PaymentReleased({ ...journal.names, voided, refunded: 0 }));
  return true;
}

/** Asks for the next part; false when there is none. */
function step(journal: Journal, wish: Amounts): boolean {
  const open = wish.amount - wish.done;
  const part = open > 0 ? nextPart(journal.payment, wish, open) : undefined;
  if (part === undefined) return false;
  const { tender, amount } = part;
  if (wish.kind === 'capture') {
    askCapture(journal, tender, wish.id, amount, wish.amount);
    return true;
  }
  // A refund that needs no call has no intent to begin with: the queued wish is its beginning.
  const begun = journal.payment.running !== undefined || journal.payment.queue.length > 0;
  if (tender.terms.heldBy === 'marketplace' && !begun) enqueue(journal, wish);
  askRefund(journal, tender, wish.id, amount, wish.amount);
  return true;
}

function nextPart(
  payment: StartedPayment,
  wish: Amounts,
  open: number,
): { tender: Tender; amount: number } | undefined {
  return wish.kind === 'capture' ? nextCapture(payment, wish, open) : nextRefund(payment, wish, open);
}

function nextCapture(
  payment: StartedPayment,
  wish: Amounts,
  open: number,
): { tender: Tender; amount: number } | undefined {
  const [tender] = declaredTenders(payment)
    .filter((candidate) => candidate.status === 'authorised' && !wish.failed.includes(candidate.terms.tenderId))
    .sort((a, b) => captureRank(a) - captureRank(b));
  return tender === undefined ? undefined : { tender, amount: Math.min(open, heldOf(tender)) };
}

/** The newest captures first; those of one tender that follow each other go back in one refund. */
function nextRefund(
  payment: StartedPayment,
  wish: Amounts,
  open: number,
): { tender: Tender; amount: number } | undefined {
  const left = payment.captures
    .filter((capture) => capture.refunded < capture.amount && !wish.failed.includes(capture.tenderId))
    .toReversed();
  const newest = left[0];
  const tender = newest === undefined ? undefined : tenderOf(payment, newest.tenderId);
  if (tender === undefined) return undefined;
  const other = left.findIndex((capture) => capture.tenderId !== tender.terms.tenderId);
  const run = other === -1 ? left : left.slice(0, other);
  const available = run.reduce((total, capture) => total + capture.amount - capture.refunded, 0);
  return { tender, amount: Math.min(open, available) };
}

function finish(journal: Journal, { kind, id, amount, done }: Amounts): void {
  const result = { ...journal.names, amount: done, ...(done < amount ? { shortfall: amount - done } : {}) };
  switch (kind) {
    case 'capture':
      return journal.add(new PaymentCaptured({ ...result, captureId: id }));
    case 'refund':
      return journal.add(new PaymentRefunded({ ...result, refundId: id }));
    default:
      return never(kind);
  }
}
