import type { AnyEvent } from '@entrepot/kernel';
import type { Check, Contracts, EventTerms } from '@entrepot/messaging';

class Fact<F> {
  constructor(fields: F) {
    Object.assign(this, fields);
  }
}

interface OfSale {
  readonly saleId: string;
}
interface OfClaim extends OfSale {
  readonly claimId: string;
}

// The counter: what was sold.
export class SaleOpened extends Fact<OfSale & { dueAt: string }> implements AnyEvent {
  readonly type = 'SaleOpened';
  declare readonly saleId: string;
  declare readonly dueAt: string;
}
export class SaleProlonged extends Fact<OfSale & { dueAt: string }> implements AnyEvent {
  readonly type = 'SaleProlonged';
  declare readonly saleId: string;
  declare readonly dueAt: string;
}
export class SaleDone extends Fact<OfClaim> implements AnyEvent {
  readonly type = 'SaleDone';
  declare readonly saleId: string;
  declare readonly claimId: string;
}
export class SaleFailed extends Fact<OfSale> implements AnyEvent {
  readonly type = 'SaleFailed';
  declare readonly saleId: string;
}
/** Nobody wants it any more. */
export class SaleDropped extends Fact<OfSale & { why: 'lapsed' | 'cancelled' }> implements AnyEvent {
  readonly type = 'SaleDropped';
  declare readonly saleId: string;
  declare readonly why: 'lapsed' | 'cancelled';
}
export class SaleSettled extends Fact<OfClaim> implements AnyEvent {
  readonly type = 'SaleSettled';
  declare readonly saleId: string;
  declare readonly claimId: string;
}
export class SaleNoted extends Fact<OfSale & { note: string }> implements AnyEvent {
  readonly type = 'SaleNoted';
  declare readonly saleId: string;
  declare readonly note: string;
}
/** A claim was granted. */
export class ClaimSeen extends Fact<OfClaim> implements AnyEvent {
  readonly type = 'ClaimSeen';
  declare readonly saleId: string;
  declare readonly claimId: string;
}
/** A claim came whose money is not wanted. */
export class ClaimUnwanted extends Fact<OfClaim> implements AnyEvent {
  readonly type = 'ClaimUnwanted';
  declare readonly saleId: string;
  declare readonly claimId: string;
}

// The vault: what there is, and whose money was taken.
export class ClaimGranted extends Fact<OfClaim> implements AnyEvent {
  readonly type = 'ClaimGranted';
  declare readonly saleId: string;
  declare readonly claimId: string;
}
export class ClaimRefused extends Fact<OfClaim> implements AnyEvent {
  readonly type = 'ClaimRefused';
  declare readonly saleId: string;
  declare readonly claimId: string;
}
export class ChargeWanted extends Fact<OfClaim> implements AnyEvent {
  readonly type = 'ChargeWanted';
  declare readonly saleId: string;
  declare readonly claimId: string;
}
export class ClaimCharged extends Fact<OfClaim> implements AnyEvent {
  readonly type = 'ClaimCharged';
  declare readonly saleId: string;
  declare readonly claimId: string;
}
/** It is to be given back as soon as it is known what became of its charge. */
export class DropWished extends Fact<OfClaim> implements AnyEvent {
  readonly type = 'DropWished';
  declare readonly saleId: string;
  declare readonly claimId: string;
}
export class RefundWanted extends Fact<OfClaim> implements AnyEvent {
  readonly type = 'RefundWanted';
  declare readonly saleId: string;
  declare readonly claimId: string;
}
export class ClaimReleased extends Fact<OfClaim> implements AnyEvent {
  readonly type = 'ClaimReleased';
  declare readonly saleId: string;
  declare readonly claimId: string;
}
/** A note on the sale, kept with its claim too. */
export class NoteKept extends Fact<OfClaim> implements AnyEvent {
  readonly type = 'NoteKept';
  declare readonly saleId: string;
  declare readonly claimId: string;
}
/** Pieces came in. */
export class PoolFilled extends Fact<{ claimId: string }> implements AnyEvent {
  readonly type = 'PoolFilled';
  declare readonly claimId: string;
}
/** An entry of the pool's ledger. */
export class PoolMoved extends Fact<{ claimId: string; delta: number; left: number }> implements AnyEvent {
  readonly type = 'PoolMoved';
  declare readonly claimId: string;
  declare readonly delta: number;
  declare readonly left: number;
}

const valid: Check = () => [];
const sale = { topic: 'counter.sale.v1', owner: 'counter', readers: ['vault'], check: valid };
const claim = { topic: 'vault.claim.v1', owner: 'vault', readers: ['counter'], check: valid };
const pool = { topic: 'vault.pool.v1', owner: 'vault', readers: [], check: valid };

const terms = (of: Omit<EventTerms, 'type'>, types: readonly { readonly name: string }[]): [string, EventTerms][] =>
  types.map(({ name }) => [name, { ...of, type: name }]);

const SALE = [
  SaleOpened,
  SaleProlonged,
  SaleDone,
  SaleFailed,
  SaleDropped,
  SaleSettled,
  SaleNoted,
  ClaimSeen,
  ClaimUnwanted,
];
const CHARGING = [ChargeWanted, ClaimCharged, DropWished, RefundWanted];
const CLAIM = [ClaimGranted, ClaimRefused, ...CHARGING, ClaimReleased, NoteKept, PoolFilled];

const TERMS = new Map<string, EventTerms>([...terms(sale, SALE), ...terms(claim, CLAIM), ...terms(pool, [PoolMoved])]);

export const CONTRACTS: Contracts = {
  event: (type) => TERMS.get(type),
  ownTopics: (service) => (service === 'counter' ? [sale.topic] : [claim.topic, pool.topic]),
  body: () => valid,
};
