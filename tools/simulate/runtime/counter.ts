import { decided, defineErrors, defineStream, DomainError, ignored, type AnyEvent, type Given } from '@entrepot/kernel';
import { Lists, Projects, Reacts, Wakes } from '@entrepot/messaging';
import { choices } from './choices';
import {
  ClaimCharged,
  ClaimGranted,
  ClaimRefused,
  ClaimReleased,
  ClaimSeen,
  ClaimUnwanted,
  SaleDone,
  SaleDropped,
  SaleFailed,
  SaleNoted,
  SaleOpened,
  SaleProlonged,
  SaleSettled,
} from './facts';

/** `dropped`: the money of its claim has still to go back. */
export interface Sale {
  readonly status: 'none' | 'open' | 'done' | 'failed' | 'dropped' | 'settled';
  readonly dueAt?: string;
  /** The claim that paid for it. */
  readonly claimId?: string;
  readonly unwanted: readonly string[];
  /** Claims that were granted. */
  readonly seen: readonly string[];
}

type SaleEvent =
  | SaleOpened
  | SaleProlonged
  | SaleDone
  | SaleFailed
  | SaleDropped
  | SaleSettled
  | SaleNoted
  | ClaimSeen
  | ClaimUnwanted;

const NONE: Sale = { status: 'none', unwanted: [], seen: [] };

function evolve(state: Sale, event: SaleEvent): Sale {
  switch (event.type) {
    case 'SaleOpened':
      return { ...state, status: 'open', dueAt: event.dueAt };
    case 'SaleProlonged':
      return { ...state, dueAt: event.dueAt };
    case 'SaleDone':
      return { ...state, status: 'done', claimId: event.claimId };
    case 'SaleFailed':
      return { ...state, status: 'failed' };
    case 'SaleDropped':
      return { ...state, status: 'dropped' };
    case 'SaleSettled':
      return { ...state, status: 'settled' };
    case 'SaleNoted':
      return state;
    case 'ClaimSeen':
      return { ...state, seen: [...state.seen, event.claimId] };
    case 'ClaimUnwanted':
      return { ...state, unwanted: [...state.unwanted, event.claimId] };
  }
}

export const SaleStream = defineStream<Sale, SaleEvent>({ kind: 'sale', initial: NONE, evolve });

export const counterErrors = defineErrors({
  'sale.not-found': { kind: 'not-found', message: 'No sale {saleId}' },
  'sale.over': { kind: 'conflict', message: 'The sale is {status}' },
});

/** Whose money pays for a sale that has no other claim. */
export const firstClaim = (saleId: string): string => choices.claimOf(saleId);

export function openSale(sale: Sale, fields: { saleId: string; dueAt: string }) {
  if (sale.status !== 'none') return ignored('this sale was opened before');
  return decided(new SaleOpened(fields));
}

export function cancelSale({ status }: Sale, saleId: string) {
  if (status === 'none') throw new DomainError('sale.not-found', { saleId });
  if (status !== 'open') throw new DomainError('sale.over', { status });
  return decided(new SaleDropped({ saleId, why: 'cancelled' }));
}

export function noteSale(sale: Sale, fields: { saleId: string; note: string }) {
  known(sale, fields.saleId);
  return decided(new SaleNoted(fields));
}

/** It may take longer. */
export function prolongSale(sale: Sale, { saleId, byMs }: { saleId: string; byMs: number }) {
  known(sale, saleId);
  if (sale.status !== 'open' || sale.dueAt === undefined) throw new DomainError('sale.over', { status: sale.status });
  return decided(new SaleProlonged({ saleId, dueAt: new Date(Date.parse(sale.dueAt) + byMs).toISOString() }));
}

function known(sale: Sale, saleId: string): void {
  if (sale.status === 'none') throw new DomainError('sale.not-found', { saleId });
}

/** Money came in. Only the very claim that paid for the sale is no news. */
export function settleCharge(sale: Sale, { saleId, claimId }: ClaimCharged) {
  known(sale, saleId);
  if (sale.status === 'open') return decided(new SaleDone({ saleId, claimId }));
  if (choices.isKnown([sale.claimId, ...sale.unwanted], claimId)) return ignored('this claim is known');
  const isBeingDropped = (sale.status === 'dropped' || sale.status === 'settled') && claimId === firstClaim(saleId);
  if (isBeingDropped) return ignored('the vault gives it back by itself');
  return decided(new ClaimUnwanted({ saleId, claimId }));
}

export function settleRefusal(sale: Sale, { saleId, claimId }: ClaimRefused) {
  known(sale, saleId);
  if (claimId !== firstClaim(saleId)) return ignored('not the claim that it waits for');
  if (sale.status === 'open') return decided(new SaleFailed({ saleId }));
  if (sale.status === 'dropped') return decided(new SaleSettled({ saleId, claimId }));
  return ignored('not waited for');
}

/** What a dropped sale waits for: until then nobody knows that its money is back. */
export function settleRelease(sale: Sale, { saleId, claimId }: ClaimReleased) {
  known(sale, saleId);
  if (sale.status !== 'dropped' || claimId !== firstClaim(saleId)) return ignored('not waited for');
  return decided(new SaleSettled({ saleId, claimId }));
}

@Reacts({ to: ClaimGranted, on: SaleStream, id: ({ saleId }) => saleId })
export class OnClaimGranted {
  decide(sale: Sale, { saleId, claimId }: ClaimGranted) {
    known(sale, saleId);
    return decided(new ClaimSeen({ saleId, claimId }));
  }
}

@Reacts({ to: ClaimCharged, on: SaleStream, id: ({ saleId }) => saleId })
export class OnClaimCharged {
  decide(sale: Sale, event: ClaimCharged) {
    return settleCharge(sale, event);
  }
}

@Reacts({ to: ClaimRefused, on: SaleStream, id: ({ saleId }) => saleId })
export class OnClaimRefused {
  readonly decide = settleRefusal;
}

@Reacts({ to: ClaimReleased, on: SaleStream, id: ({ saleId }) => saleId })
export class OnClaimReleased {
  readonly decide = settleRelease;
}

@Wakes({ of: SaleStream, dueAt: ({ status, dueAt }: Sale) => (status === 'open' ? dueAt : undefined) })
export class SaleDeadline {
  decide(_sale: Sale, _woken: unknown, { key }: Given) {
    return decided(new SaleDropped({ saleId: key, why: 'lapsed' }));
  }
}

@Projects({ of: SaleStream, view: 'sales' })
export class SalesView {
  row({ status }: Sale): object {
    return { status };
  }
}

@Lists({ events: [SaleOpened, SaleDone, SaleDropped], view: 'journal' })
export class JournalView {
  rows({ type }: AnyEvent): readonly object[] {
    return [{ type }];
  }
}
