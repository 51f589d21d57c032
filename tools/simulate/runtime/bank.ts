import type { Actor } from '../engine/actor';
import { callOutside } from '../world/outside-call';
import type { World } from '../world/world';

export type Verdict = 'charged' | 'declined';

/** A bank: a charge under a key that it knows is the same charge; it gives back what it has of a claim. */
export class Bank {
  readonly charges = new Map<string, { readonly claimId: string; readonly verdict: Verdict }>();
  readonly refunds = new Map<string, string>();

  constructor(private readonly world: World) {}

  charge(key: string, claimId: string): Verdict {
    const verdict = this.world.simulation.random.chance(0.1) ? 'declined' : 'charged';
    const known = this.charges.get(key) ?? { claimId, verdict };
    this.charges.set(key, known);
    return known.verdict;
  }

  /** Nothing to give back is no error: somebody else may have seen to it. */
  refund(key: string, claimId: string): void {
    if (this.balanceOf(claimId) > 0) this.refunds.set(key, claimId);
  }

  /** What it has of a claim: charges less refunds. */
  balanceOf(claimId: string): number {
    const charged = [...this.charges.values()].filter((each) => each.claimId === claimId && each.verdict === 'charged');
    return charged.length - [...this.refunds.values()].filter((each) => each === claimId).length;
  }
}

/** The bank as a process of the vault reaches it. */
export class BankLine {
  constructor(
    private readonly world: World,
    private readonly actor: Actor,
    private readonly bank: Bank,
  ) {}

  charge(key: string, claimId: string): Promise<Verdict> {
    return callOutside(this.world, this.actor, () => this.bank.charge(key, claimId));
  }

  refund(key: string, claimId: string): Promise<void> {
    return callOutside(this.world, this.actor, () => this.bank.refund(key, claimId));
  }

  find(key: string): Promise<Verdict | undefined> {
    return callOutside(this.world, this.actor, () => this.bank.charges.get(key)?.verdict);
  }
}
