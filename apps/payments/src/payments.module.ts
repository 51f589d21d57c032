import { Module } from '@nestjs/common';
import { BackboneModule } from '@entrepot/platform';
import { PaymentProvider } from './clients/payment-provider';
import { SandboxNotices } from './clients/sandbox-notices';
import { SandboxProvider } from './clients/sandbox-provider';
import { OnPaymentCaptureRequested } from './consumers/payment-capture-requested.consumer';
import { OnPaymentExtensionRequested } from './consumers/payment-extension-requested.consumer';
import { OnPaymentReleaseRequested } from './consumers/payment-release-requested.consumer';
import { OnPaymentRequested } from './consumers/payment-requested.consumer';
import { OnProviderNoticeReceived } from './consumers/provider-notice-received.consumer';
import { OnRefundRequested } from './consumers/refund-requested.consumer';
import { paymentErrors } from './domain/errors';
import { NoticeStream } from './domain/notice';
import { NoticeReader } from './domain/notice-reader';
import { PaymentStream } from './domain/payment';
import { AskAuthorisation } from './effects/authorise-tender.effect';
import { CaptureTender } from './effects/capture-tender.effect';
import { InquireTender } from './effects/inquire-tender.effect';
import { RefundTender } from './effects/refund-tender.effect';
import { VoidTender } from './effects/void-tender.effect';
import { LedgerController } from './http/ledger.controller';
import { PaymentsController } from './http/payments.controller';
import { WebhooksController } from './http/webhooks.controller';
import { Balances } from './views/balances';
import { LedgerView } from './views/ledger.view';
import { MoneyBooks } from './views/money-books';
import { PaymentsView } from './views/payments.view';

@Module({
  imports: [
    BackboneModule.forService({
      name: 'payments',
      summary: 'The truth about money: tenders, captures, refunds, the ledger',
      errors: paymentErrors,
      // Secrets of webhooks are kept under the master key.
      personalData: {},
      streams: [PaymentStream, NoticeStream],
      views: ['payments', 'ledger'],
      books: [MoneyBooks],
    }),
  ],
  controllers: [
    // doors for people and systems
    PaymentsController,
    LedgerController,
    WebhooksController,
    // doors for events
    OnPaymentRequested,
    OnPaymentCaptureRequested,
    OnPaymentExtensionRequested,
    OnPaymentReleaseRequested,
    OnRefundRequested,
    OnProviderNoticeReceived,
    // calls to the provider
    AskAuthorisation,
    CaptureTender,
    VoidTender,
    RefundTender,
    InquireTender,
    // read models
    PaymentsView,
    LedgerView,
  ],
  providers: [
    Balances,
    MoneyBooks,
    { provide: PaymentProvider, useClass: SandboxProvider },
    { provide: NoticeReader, useClass: SandboxNotices },
  ],
})
export class PaymentsModule {}
