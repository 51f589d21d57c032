import {
  decided,
  defineErrors,
  defineStream,
  DomainError,
  ignored,
  type Decided,
  type Given,
  type StreamRef,
} from '@entrepot/kernel';
import { Performs, Reacts, type Effect, type EffectCall, type Outcome, type Performed } from '@entrepot/messaging';
import type { BankLine } from './bank';
import { choices } from './choices';
import { firstClaim } from './counter';
import {
  ChargeWanted,
  ClaimCharged,
  ClaimGranted,
  ClaimRefused,
  ClaimReleased,
  ClaimUnwanted,
  DropWished,
  NoteKept,
  PoolFilled,
  PoolMoved,
  RefundWanted,
  SaleDropped,
  SaleNoted,
  SaleOpened,
} from './facts';

export interface Claim {
  readonly status: 'none' | 'filled' | 'refused' | 'charging' | 'charged' | 'refunding' | 'released';
  readonly saleId?: string;
  /** It is to be given back once its charge has ended. */
  readonly dropWished: boolean;
}

type ClaimEvent =
  | PoolFilled
  | ClaimGranted
  | ClaimRefused
  | ChargeWanted
  | ClaimCharged
  | DropWished
  | RefundWanted
  | ClaimReleased
  | NoteKept;

function evolve(claim: Claim, event: ClaimEvent): Claim {
  if (event.type === 'NoteKept') return claim;
  if (event.type === 'PoolFilled') return { ...claim, status: 'filled' };
  const { saleId } = event;
  switch (event.type) {
    case 'ClaimGranted':
      return { ...claim, saleId };
    case 'ClaimRefused':
      return { ...claim, saleId, status: 'refused' };
    case 'ChargeWanted':
      return { ...claim, status: 'charging' };
    case 'ClaimCharged':
      return { ...claim, status: 'charged' };
    case 'DropWished':
      return { ...claim, dropWished: true };
    case 'RefundWanted':
      return { ...claim, status: 'refunding' };
    case 'ClaimReleased':
      return { ...claim, status: 'released' };
  }
}

export const ClaimStream = defineStream<Claim, ClaimEvent>({
  kind: 'claim',
  initial: { status: 'none', dropWished: false },
  evolve,
});

/** What is left, as a ledger: entries are only ever written beside a claim. */
export const PoolStream = defineStream<{ readonly left: number }, PoolMoved>({
  kind: 'pool',
  initial: { left: 0 },
  evolve: (_pool, { left }) => ({ left }),
  long: true,
});

export const POOL = 'p';
const POOLS: readonly StreamRef[] = [{ stream: PoolStream as never, key: POOL }];
export const thePool = (): readonly StreamRef[] => POOLS;

export const vaultErrors = defineErrors({
  'claim.not-found': { kind: 'not-found', message: 'No claim {claimId}' },
  'claim.poison': { kind: 'invalid', message: 'This can never be granted' },
});

export function move(decision: Decided, given: Given, claimId: string, delta: number): Decided {
  const left = given.read(PoolStream, POOL).left + delta;
  return decision.on(PoolStream, POOL, new PoolMoved({ claimId, delta, left }));
}

/** Pieces come in. */
export function fill(claim: Claim, units: number, given: Given) {
  if (claim.status !== 'none') return ignored('these pieces came in before');
  return move(decided(new PoolFilled({ claimId: given.key })), given, given.key, units);
}

/** A claim takes one piece and wants its money, or is refused. */
export function grant(claim: Claim, { saleId }: { saleId: string }, given: Given) {
  if (claim.status !== 'none') return ignored('this claim was made before');
  const names = { saleId, claimId: given.key };
  if (given.read(PoolStream, POOL).left < 1) return decided(new ClaimRefused(names));
  return move(decided(new ClaimGranted(names), new ChargeWanted(names)), given, given.key, -1);
}

/** At most one question to the bank is open: while a charge is, the wish is only noted. */
export function drop(claim: Claim, { saleId }: { saleId: string }, { key: claimId }: Given) {
  if (claim.status === 'none') throw new DomainError('claim.not-found', { claimId });
  if (claim.status === 'charging' && choices.waitsForCharge) return decided(new DropWished({ saleId, claimId }));
  if (claim.status === 'charged' || claim.status === 'charging') return decided(new RefundWanted({ saleId, claimId }));
  return ignored('there is nothing to give back');
}

export type ChargeOutcome = Outcome & { readonly kind: 'charged' | 'declined' };

function settleCharge(claim: Claim, { intent, outcome }: Performed<ChargeWanted, ChargeOutcome>, given: Given) {
  const { saleId, claimId } = intent;
  const names = { saleId, claimId };
  if (outcome.kind === 'declined') {
    return move(decided(new ClaimRefused(names), new ClaimReleased(names)), given, claimId, 1);
  }
  const charged = new ClaimCharged(names);
  return claim.dropWished ? decided(charged, new RefundWanted(names)) : decided(charged);
}

function settleRefund(_claim: Claim, { intent: { saleId, claimId } }: Performed<RefundWanted>, given: Given) {
  return move(decided(new ClaimReleased({ saleId, claimId })), given, claimId, 1);
}

@Reacts({ to: SaleOpened, on: ClaimStream, id: ({ saleId }) => firstClaim(saleId), also: thePool })
export class OnSaleOpened {
  readonly decide = grant;
}

@Reacts({ to: SaleDropped, on: ClaimStream, id: ({ saleId }) => firstClaim(saleId) })
export class OnSaleDropped {
  decide(claim: Claim, event: SaleDropped, given: Given) {
    return drop(claim, event, given);
  }
}

@Reacts({ to: ClaimUnwanted, on: ClaimStream, id: ({ claimId }) => claimId })
export class OnClaimUnwanted {
  decide(claim: Claim, event: ClaimUnwanted, given: Given) {
    return drop(claim, event, given);
  }
}

export const POISON = 'poison';

/** Every note counts. Some can never be read. */
@Reacts({ to: SaleNoted, on: ClaimStream, id: ({ saleId }) => firstClaim(saleId) })
export class OnSaleNoted {
  decide(_claim: Claim, { saleId, note }: SaleNoted, { key: claimId }: Given) {
    if (note === POISON) throw new DomainError('claim.poison');
    return decided(new NoteKept({ saleId, claimId }));
  }
}

@Performs({
  intent: ChargeWanted,
  of: ClaimStream,
  id: ({ claimId }) => claimId,
  also: thePool,
  firstTryMs: 60,
  laterTryMs: 200,
})
export class Charge implements Effect<ChargeWanted, Claim, ChargeOutcome> {
  readonly decide = settleCharge;

  constructor(private readonly bank: BankLine) {}

  isOpen({ status }: Claim): boolean {
    return status === 'charging';
  }

  async perform({ claimId }: ChargeWanted, { intentId }: EffectCall): Promise<ChargeOutcome> {
    return { kind: await this.bank.charge(intentId, claimId) };
  }

  async inquire(_intent: ChargeWanted, { intentId }: EffectCall): Promise<ChargeOutcome | undefined> {
    const kind = await this.bank.find(intentId);
    return kind && { kind };
  }
}

@Performs({
  intent: RefundWanted,
  of: ClaimStream,
  id: ({ claimId }) => claimId,
  also: thePool,
  firstTryMs: 60,
  laterTryMs: 200,
})
export class Refund implements Effect<RefundWanted, Claim> {
  readonly decide = settleRefund;

  constructor(private readonly bank: BankLine) {}

  isOpen({ status }: Claim): boolean {
    return status === 'refunding';
  }

  async perform({ claimId }: RefundWanted, { intentId }: EffectCall): Promise<Outcome> {
    await this.bank.refund(intentId, claimId);
    return { kind: 'refunded' };
  }
}
