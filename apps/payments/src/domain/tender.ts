import type { TenderMethod } from '@entrepot/contracts/shared';
import type { ProviderMove } from './provider-payment';

/** What was agreed about a tender. */
export interface Terms {
  readonly tenderId: string;
  readonly method: TenderMethod;
  readonly amount: number;
  readonly capture: 'manual' | 'immediate';
  readonly heldBy: 'psp' | 'marketplace';
  readonly currency: string;
  /** The voucher or token that the order named. */
  readonly instrument?: string | undefined;
  /** It came with an extension, after the payment had been authorised. */
  readonly extension?: true;
  /** Money that no tender declared: it only ever goes back. */
  readonly undeclared?: true;
}

/** What the provider holds, took and gave back: `captured + voided <= authorised`, `refunded <= captured`. */
export interface Funds {
  readonly providerReference: string;
  readonly authorised: number;
  readonly captured: number;
  readonly refunded: number;
  readonly voided: number;
  /** All captures and refunds that are recorded, by `moveName`: each counts once. */
  readonly moves: readonly string[];
  /** The provider refused to give money back: only asked again when orders ask. */
  readonly stuck?: true;
  /** Undeclared money: all of it is back where it came from. */
  readonly returned?: true;
}

/** The one thing that is being asked of the provider. */
export interface Operation {
  /** Our reference: names the call at the provider. */
  readonly reference: string;
  /** When it was asked for, RFC 3339 UTC. */
  readonly since: string;
}

interface Named {
  readonly terms: Terms;
}
interface Funded extends Named {
  readonly funds: Funds;
}

export interface DeclaredTender extends Named {
  readonly status: 'declared';
}
export interface AuthorisingTender extends Named {
  readonly status: 'authorising';
  readonly operation: Operation;
}
/** The provider took the request and decides later; the operation stays open and is asked about. */
export interface PendingTender extends Funded {
  readonly status: 'pending';
  readonly operation: Operation;
}
export interface DeclinedTender extends Named {
  readonly status: 'declined';
  readonly reason: string;
}
/** Something is left to capture and nothing is being asked. */
export interface AuthorisedTender extends Funded {
  readonly status: 'authorised';
}
export interface CapturingTender extends Funded {
  readonly status: 'capturing';
  readonly operation: Operation & { readonly captureId: string; readonly amount: number };
}
export interface VoidingTender extends Funded {
  readonly status: 'voiding';
  readonly operation: Operation;
}
export interface RefundingTender extends Funded {
  readonly status: 'refunding';
  readonly operation: Operation & { readonly refundId: string; readonly amount: number };
}
/** Nothing is left to capture; what was captured can still be refunded. */
export interface SettledTender extends Funded {
  readonly status: 'settled';
}

export type BusyTender = AuthorisingTender | PendingTender | CapturingTender | VoidingTender | RefundingTender;
export type IdleTender = AuthorisedTender | SettledTender;
export type Tender = DeclaredTender | DeclinedTender | BusyTender | IdleTender;
export type TenderStatus = Tender['status'];

export const NO_FUNDS = { authorised: 0, captured: 0, refunded: 0, voided: 0, moves: [] } as const;

/** An operation is open: nothing else is asked before it ended. */
export function isBusy(tender: Tender): tender is BusyTender {
  return 'operation' in tender;
}

/** Money that no tender declared; it is no part of what orders count. */
export function isUndeclared(tender: Tender): boolean {
  return tender.terms.undeclared === true;
}

export function isIdle(tender: Tender): tender is IdleTender {
  return tender.status === 'authorised' || tender.status === 'settled';
}

/** The funds of a tender; zeros where the provider has none of it. */
export function fundsOf(tender: Tender): Omit<Funds, 'providerReference'> & { readonly providerReference?: string } {
  return 'funds' in tender ? tender.funds : NO_FUNDS;
}

/** A capture or refund under the provider's reference for it; people who name theirs may name both alike. */
export function moveName(kind: 'capture' | 'refund', reference: string): string {
  return `${kind}:${reference}`;
}

/** How much of a move is not recorded: all or nothing of one that is listed, of a sum what it grew by. */
export function unrecordedOf(moves: Funds['moves'], kind: 'capture' | 'refund', move: ProviderMove): number {
  const { reference, amount, sumOf } = move;
  if (sumOf === undefined) return moves.includes(moveName(kind, reference)) ? 0 : amount;
  const start = moveName(kind, `${sumOf}:`);
  const told = moves.filter((name) => name.startsWith(start)).map((name) => Number(name.slice(start.length)));
  return Math.max(0, amount - Math.max(0, ...told.filter(Number.isSafeInteger)));
}

/** Whether the provider may know the tender by this payment: false when it is known to do so by another one. */
export function isItsPayment(tender: Tender, providerReference: string): boolean {
  const known = fundsOf(tender).providerReference;
  return known === undefined || known === providerReference;
}

/** Authorised and neither captured nor voided. */
export function heldOf(tender: Tender): number {
  const { authorised, captured, voided } = fundsOf(tender);
  return authorised - captured - voided;
}

/** Captured and not given back. */
export function keptOf(tender: Tender): number {
  const { captured, refunded } = fundsOf(tender);
  return captured - refunded;
}

/** A tender at rest with these funds. */
export function atRest(terms: Terms, funds: Funds): IdleTender {
  const held = funds.authorised - funds.captured - funds.voided;
  return { status: held > 0 ? 'authorised' : 'settled', terms, funds };
}

/** What is captured first: vouchers and the like before cards. Ties stay in declared order. */
export function captureRank(tender: Tender): number {
  switch (tender.terms.method) {
    case 'voucher':
    case 'gift-card':
      return 0;
    case 'wallet':
      return 1;
    case 'bank-transfer':
    case 'boleto':
    case 'other':
      return 2;
    case 'card':
      return 3;
  }
}
