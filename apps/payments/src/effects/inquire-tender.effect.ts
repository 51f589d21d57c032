import { TenderInquiryRequested } from '@entrepot/contracts/payments';
import { Performs, type Effect, type EffectCall } from '@entrepot/messaging';
import { PaymentProvider } from '../clients/payment-provider';
import { PaymentStream, type Payment } from '../domain/payment';
import { settleInquiry, type InquiryOutcome } from '../domain/settle-inquiry';

/** Asks the provider how a payment stands, because a notice said something new. */
@Performs({ intent: TenderInquiryRequested, of: PaymentStream, id: (intent) => intent.paymentId })
export class InquireTender implements Effect<TenderInquiryRequested, Payment, InquiryOutcome> {
  readonly decide = settleInquiry;

  constructor(private readonly provider: PaymentProvider) {}

  isOpen(payment: Payment, { tenderId, inquiryId }: TenderInquiryRequested): boolean {
    return payment.status !== 'none' && payment.inquiries[tenderId] === inquiryId;
  }

  async perform({ reference, providerReference }: TenderInquiryRequested, call: EffectCall): Promise<InquiryOutcome> {
    const payment = await this.provider.find({ reference, providerReference }, call);
    return payment === undefined ? { kind: 'absent' } : { kind: 'found', payment };
  }
}
