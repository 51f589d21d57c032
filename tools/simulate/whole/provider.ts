import {
  PaymentProvider,
  type AuthoriseTender,
  type MoveMoney,
  type PaymentQuery,
  type VoidRest,
} from '../../../apps/payments/src/clients/payment-provider';
import type { ProviderAnswer, ProviderMove, ProviderPayment } from '../../../apps/payments/src/domain/provider-payment';
import type { Actor } from '../engine/actor';
import { callOutside } from '../world/outside-call';
import type { World } from '../world/world';

/** A payment as the provider keeps it. */
export interface HeldPayment {
  readonly providerReference: string;
  readonly request: AuthoriseTender;
  status: ProviderPayment['status'];
  voided: number;
  readonly captures: ProviderMove[];
  readonly refunds: ProviderMove[];
}

const total = (moves: readonly ProviderMove[]): number => moves.reduce((all, { amount }) => all + amount, 0);
export const capturedOf = ({ captures }: HeldPayment): number => total(captures);
export const refundedOf = ({ refunds }: HeldPayment): number => total(refunds);

/** What a payment still holds of somebody's money without having taken it. */
export function heldOf(payment: HeldPayment): number {
  const isOpen = payment.status === 'authorised' || payment.status === 'captured';
  return isOpen ? payment.request.amount - capturedOf(payment) - payment.voided : 0;
}

/** The payment provider's own books. It decides some payments at once and some later, and declines some. */
export class ProviderBooks {
  readonly payments: HeldPayment[] = [];
  /** Told of every payment that it decides later. */
  decidedLater: ((payment: HeldPayment) => void) | undefined;

  constructor(private readonly world: World) {}

  authorise(request: AuthoriseTender): ProviderAnswer {
    const known = this.payments.find(({ request: { reference } }) => reference === request.reference);
    return answer(known ?? this.open(request));
  }

  capture({ providerReference, reference, amount }: MoveMoney): ProviderAnswer {
    const held = this.known(providerReference);
    if (held.captures.some((made) => made.reference === reference)) return answer(held);
    if (amount > heldOf(held)) return { kind: 'refused', reason: 'not-capturable' };
    held.captures.push({ reference, amount });
    held.status = 'captured';
    return answer(held);
  }

  void({ providerReference }: VoidRest): ProviderAnswer {
    const held = this.known(providerReference);
    const left = heldOf(held);
    if (left === 0) return { kind: 'refused', reason: 'nothing-to-void' };
    held.voided += left;
    if (held.captures.length === 0) held.status = 'voided';
    return answer(held);
  }

  refund({ providerReference, reference, amount }: MoveMoney): ProviderAnswer {
    const held = this.known(providerReference);
    if (held.refunds.some((made) => made.reference === reference)) return answer(held);
    if (amount > capturedOf(held) - refundedOf(held)) return { kind: 'refused', reason: 'not-refundable' };
    held.refunds.push({ reference, amount });
    return answer(held);
  }

  find({ providerReference, reference }: PaymentQuery): ProviderPayment | undefined {
    const found = this.payments.find((held) =>
      providerReference === undefined
        ? held.request.reference === reference
        : held.providerReference === providerReference,
    );
    return found && snapshot(found);
  }

  private open(request: AuthoriseTender): HeldPayment {
    const { random, outside } = this.world.simulation;
    const providerReference = `psp_${this.payments.length + 1}`;
    const held: HeldPayment = { providerReference, request, status: 'pending', voided: 0, captures: [], refunds: [] };
    this.payments.push(held);
    const accepts = !random.chance(0.08);
    if (random.chance(0.85)) this.settle(held, accepts);
    else {
      this.world.wire.deliver(outside, random.between(5, 400), () => {
        this.settle(held, accepts);
        this.decidedLater?.(held);
      });
    }
    return held;
  }

  private settle(held: HeldPayment, accepts: boolean): void {
    const { reference, amount, captureAtOnce } = held.request;
    held.status = !accepts ? 'declined' : captureAtOnce ? 'captured' : 'authorised';
    if (held.status === 'captured') held.captures.push({ reference, amount });
  }

  private known(providerReference: string): HeldPayment {
    const held = this.payments.find((payment) => payment.providerReference === providerReference);
    if (held === undefined) throw new Error(`the provider knows no ${providerReference}`);
    return held;
  }
}

function answer(held: HeldPayment): ProviderAnswer {
  return { kind: 'payment', payment: snapshot(held) };
}

export function snapshot(held: HeldPayment): ProviderPayment {
  const { providerReference, request, status, voided, captures, refunds } = held;
  const { reference, amount, currency, method } = request;
  return {
    ...{ providerReference, reference, status, amount, currency, method, voided },
    ...{ captured: capturedOf(held), refunded: refundedOf(held) },
    ...{ captures: [...captures], refunds: [...refunds] },
  };
}

/** The provider as a process of payments reaches it. */
export class ProviderLine extends PaymentProvider {
  readonly name = 'psp';

  constructor(
    private readonly world: World,
    private readonly actor: Actor,
    private readonly books: ProviderBooks,
  ) {
    super();
  }

  authorise(tender: AuthoriseTender): Promise<ProviderAnswer> {
    return callOutside(this.world, this.actor, () => this.books.authorise(tender));
  }

  capture(move: MoveMoney): Promise<ProviderAnswer> {
    return callOutside(this.world, this.actor, () => this.books.capture(move));
  }

  void(rest: VoidRest): Promise<ProviderAnswer> {
    return callOutside(this.world, this.actor, () => this.books.void(rest));
  }

  refund(move: MoveMoney): Promise<ProviderAnswer> {
    return callOutside(this.world, this.actor, () => this.books.refund(move));
  }

  find(query: PaymentQuery): Promise<ProviderPayment | undefined> {
    return callOutside(this.world, this.actor, () => this.books.find(query));
  }
}
