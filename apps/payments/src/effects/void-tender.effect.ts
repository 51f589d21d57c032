import { TenderVoidRequested } from '@entrepot/contracts/payments';
import { Performs, type Effect, type EffectCall } from '@entrepot/messaging';
import { PaymentProvider } from '../clients/payment-provider';
import { PaymentStream, tenderOf, type Payment } from '../domain/payment';
import type { ProviderPayment } from '../domain/provider-payment';
import { settleVoid, type VoidOutcome } from '../domain/settle-void';

/** Lets go of what a tender still holds. Tried until the provider holds nothing: it is never given up. */
@Performs({ intent: TenderVoidRequested, of: PaymentStream, id: (intent) => intent.paymentId })
export class VoidTender implements Effect<TenderVoidRequested, Payment, VoidOutcome> {
  readonly decide = settleVoid;

  constructor(private readonly provider: PaymentProvider) {}

  isOpen(payment: Payment, { tenderId, reference }: TenderVoidRequested): boolean {
    const tender = payment.status === 'none' ? undefined : tenderOf(payment, tenderId);
    return tender?.status === 'voiding' && tender.operation.reference === reference;
  }

  async perform(intent: TenderVoidRequested, call: EffectCall): Promise<VoidOutcome> {
    const answer = await this.provider.void(intent, call);
    if (answer.kind === 'payment') return overtaken(answer.payment, intent) ?? { kind: 'voided' };
    // Refused because there is nothing to void any more, or for a reason of its own: the payment itself tells.
    const found = await this.provider.find({ providerReference: intent.providerReference }, call);
    const outcome = found === undefined ? undefined : (outcomeOf(found, intent) ?? lapsed(found));
    if (outcome === undefined) throw new Error(`the provider refused the void (${answer.reason}) and holds the money`);
    return outcome;
  }

  async inquire(intent: TenderVoidRequested, call: EffectCall): Promise<VoidOutcome | undefined> {
    const found = await this.provider.find({ providerReference: intent.providerReference }, call);
    return found === undefined ? undefined : outcomeOf(found, intent);
  }
}

function outcomeOf(payment: ProviderPayment, intent: TenderVoidRequested): VoidOutcome | undefined {
  const { status, amount, captured, voided = 0 } = payment;
  const holdsNothing = status === 'voided' || status === 'declined' || captured + voided >= amount;
  return overtaken(payment, intent) ?? (holdsNothing ? { kind: 'voided' } : undefined);
}

function overtaken(payment: ProviderPayment, intent: TenderVoidRequested): VoidOutcome | undefined {
  return payment.captured > intent.captured ? { kind: 'overtaken', payment } : undefined;
}

/** Some providers let the rest go by themselves after a partial capture, and refuse a void of it. */
function lapsed({ status }: ProviderPayment): VoidOutcome | undefined {
  return status === 'captured' ? { kind: 'voided' } : undefined;
}
