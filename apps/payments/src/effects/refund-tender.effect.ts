import { TenderRefundRequested } from '@entrepot/contracts/payments';
import { Performs, type Effect, type EffectCall } from '@entrepot/messaging';
import { PaymentProvider } from '../clients/payment-provider';
import { PaymentStream, tenderOf, type Payment } from '../domain/payment';
import type { ProviderPayment } from '../domain/provider-payment';
import { settleRefund, type RefundOutcome } from '../domain/settle-refund';

/** Gives captured money back through the provider. */
@Performs({ intent: TenderRefundRequested, of: PaymentStream, id: (intent) => intent.paymentId })
export class RefundTender implements Effect<TenderRefundRequested, Payment, RefundOutcome> {
  readonly decide = settleRefund;

  constructor(private readonly provider: PaymentProvider) {}

  isOpen(payment: Payment, { tenderId, reference }: TenderRefundRequested): boolean {
    const tender = payment.status === 'none' ? undefined : tenderOf(payment, tenderId);
    return tender?.status === 'refunding' && tender.operation.reference === reference;
  }

  async perform(intent: TenderRefundRequested, call: EffectCall): Promise<RefundOutcome> {
    const answer = await this.provider.refund(intent, call);
    if (answer.kind === 'refused') return answer;
    const outcome = outcomeIn(answer.payment, intent);
    if (outcome === undefined) throw new Error('the provider took the refund and does not show it yet');
    return outcome;
  }

  async inquire(intent: TenderRefundRequested, call: EffectCall): Promise<RefundOutcome | undefined> {
    const found = await this.provider.find({ providerReference: intent.providerReference }, call);
    return found === undefined ? undefined : outcomeIn(found, intent);
  }
}

function outcomeIn(payment: ProviderPayment, { reference }: TenderRefundRequested): RefundOutcome | undefined {
  const refund = payment.refunds.find((made) => made.reference === reference);
  return refund === undefined ? undefined : { kind: 'refunded', amount: refund.amount };
}
