import { TenderAuthorisationRequested } from '@entrepot/contracts/payments';
import { Performs, type Effect, type EffectCall } from '@entrepot/messaging';
import { PaymentProvider } from '../clients/payment-provider';
import { isAwaiting } from '../domain/apply-authorisation';
import { PaymentStream, tenderOf, type Payment } from '../domain/payment';
import type { ProviderPayment } from '../domain/provider-payment';
import { settleAuthorisation, type AuthorisationOutcome } from '../domain/settle-authorisation';

/** Asks the provider for a tender until it has decided; it is never given up, because silence may be a success. */
@Performs({ intent: TenderAuthorisationRequested, of: PaymentStream, id: (intent) => intent.paymentId, atOnce: 128 })
export class AskAuthorisation implements Effect<TenderAuthorisationRequested, Payment, AuthorisationOutcome> {
  readonly decide = settleAuthorisation;

  constructor(private readonly provider: PaymentProvider) {}

  isOpen(payment: Payment, { tenderId, reference }: TenderAuthorisationRequested): boolean {
    const tender = payment.status === 'none' ? undefined : tenderOf(payment, tenderId);
    return tender !== undefined && isAwaiting(tender) && tender.operation.reference === reference;
  }

  async perform(intent: TenderAuthorisationRequested, call: EffectCall): Promise<AuthorisationOutcome> {
    const { capture, ...tender } = intent;
    const answer = await this.provider.authorise({ ...tender, captureAtOnce: capture === 'immediate' }, call);
    return answer.kind === 'refused' ? answer : outcomeOf(answer.payment);
  }

  async inquire(intent: TenderAuthorisationRequested, call: EffectCall): Promise<AuthorisationOutcome | undefined> {
    const found = await this.provider.find({ reference: intent.reference }, call);
    return found === undefined ? undefined : outcomeOf(found);
  }
}

function outcomeOf(payment: ProviderPayment): AuthorisationOutcome {
  return payment.status === 'pending' ? { kind: 'pending', final: false, payment } : { kind: 'decided', payment };
}
