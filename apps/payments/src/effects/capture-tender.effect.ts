import { TenderCaptureRequested } from '@entrepot/contracts/payments';
import { Performs, type Effect, type EffectCall } from '@entrepot/messaging';
import { PaymentProvider } from '../clients/payment-provider';
import { PaymentStream, tenderOf, type Payment } from '../domain/payment';
import type { ProviderPayment } from '../domain/provider-payment';
import { settleCapture, type CaptureOutcome } from '../domain/settle-capture';

/** Captures part of a tender at the provider. */
@Performs({ intent: TenderCaptureRequested, of: PaymentStream, id: (intent) => intent.paymentId })
export class CaptureTender implements Effect<TenderCaptureRequested, Payment, CaptureOutcome> {
  readonly decide = settleCapture;

  constructor(private readonly provider: PaymentProvider) {}

  isOpen(payment: Payment, { tenderId, reference }: TenderCaptureRequested): boolean {
    const tender = payment.status === 'none' ? undefined : tenderOf(payment, tenderId);
    return tender?.status === 'capturing' && tender.operation.reference === reference;
  }

  async perform(intent: TenderCaptureRequested, call: EffectCall): Promise<CaptureOutcome> {
    const answer = await this.provider.capture(intent, call);
    if (answer.kind === 'refused') return answer;
    const outcome = outcomeIn(answer.payment, intent);
    if (outcome === undefined) throw new Error('the provider took the capture and does not show it yet');
    return outcome;
  }

  async inquire(intent: TenderCaptureRequested, call: EffectCall): Promise<CaptureOutcome | undefined> {
    const found = await this.provider.find({ providerReference: intent.providerReference }, call);
    return found === undefined ? undefined : outcomeIn(found, intent);
  }
}

function outcomeIn(payment: ProviderPayment, { reference }: TenderCaptureRequested): CaptureOutcome | undefined {
  const capture = payment.captures.find((made) => made.reference === reference);
  return capture === undefined ? undefined : { kind: 'captured', amount: capture.amount };
}
