import { Controller, Get, Param, Query } from '@nestjs/common';
import { OneOf, OpaqueId, Optional, TextList } from '@entrepot/contracts';
import {
  LedgerTransactionPage,
  PAYMENT_STATES,
  PaymentAnswer,
  PaymentSummaryPage,
  type LedgerTransaction,
  type PaymentSummary,
} from '@entrepot/contracts/payments';
import { Streams, type ViewTable } from '@entrepot/eventstore';
import {
  Answers,
  InjectView,
  mapPage,
  MerchantId,
  PageQuery,
  pageRequest,
  respondWith,
  type Answer,
} from '@entrepot/platform';
import { PaymentStream, started } from '../domain/payment';
import type { LedgerRow } from '../views/ledger.view';
import type { PaymentRow } from '../views/payments.view';
import { paymentAnswer } from './payment-answer';

const MOST_ORDERS = 200;

export class ListPayments extends PageQuery {
  @Optional() @OpaqueId() orderId?: string;
  /** `?orderIds=a,b` or `?orderIds=a&orderIds=b`. */
  @Optional() @TextList({ min: 1, max: MOST_ORDERS, each: 64 }) orderIds?: string[];
  @Optional() @OneOf(PAYMENT_STATES) state?: (typeof PAYMENT_STATES)[number];
}

/** Payments for people and systems: to look at. What moves money comes from orders. */
@Controller('v1/payments')
export class PaymentsController {
  constructor(
    private readonly streams: Streams,
    @InjectView('payments') private readonly payments: ViewTable<PaymentRow>,
    @InjectView('ledger') private readonly ledger: ViewTable<LedgerRow>,
  ) {}

  @Get()
  @Answers(PaymentSummaryPage)
  async list(@MerchantId() merchantId: string, @Query() query: ListPayments) {
    const { orderId, orderIds, state } = query;
    const where = { orderId: orderId ?? (orderIds && { in: orderIds }), state };
    const page = await this.payments.find(merchantId, { where, ...pageRequest(query) });
    return mapPage(page, ({ id, merchantId: _, version: _version, ...row }): PaymentSummary => ({
      paymentId: id,
      ...row,
    }));
  }

  @Get(':id')
  @Answers(PaymentAnswer)
  async show(@MerchantId() merchantId: string, @Param('id') id: string): Promise<Answer<PaymentAnswer>> {
    const { state, version } = await this.streams.read(PaymentStream, merchantId, id);
    return respondWith(paymentAnswer(started(state, id)), version);
  }

  @Get(':id/ledger')
  @Answers(LedgerTransactionPage)
  async transactions(@MerchantId() merchantId: string, @Param('id') id: string, @Query() query: PageQuery) {
    started((await this.streams.read(PaymentStream, merchantId, id)).state, id);
    const where = { paymentId: id };
    const page = await this.ledger.find(merchantId, { where, sort: { at: 1 }, ...pageRequest(query) });
    return mapPage(page, ({ id: _, merchantId: _merchant, version: _version, ...row }): LedgerTransaction => row);
  }
}
