import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, UseFilters, UseGuards } from '@nestjs/common';
import { Answers, Open } from '@entrepot/platform';
import type { Request } from 'express';
import type { Operation } from '../domain/dials';
import { Faults, type Call } from '../domain/faults';
import { capture, refund, voidPayment, type Payment } from '../domain/payment';
import { PaymentBook, type Verdict } from '../domain/payment-book';
import { FaultDoor } from './fault-door';
import { PspKeyGuard } from './key-guard';
import { PspNotices, type NoticeKind } from './psp-notices';
import { PspPayment, PspPayments } from './psp.answers';
import { CreatePayment, FindByReference, MoveMoney, VoidPayment } from './psp.requests';
import { RefusalFilter } from './refusal.filter';

const SETTLES_AFTER_MS = 1_500;

/** A payment provider's API: payments by reference, captures, voids, refunds. */
@Open()
@UseGuards(PspKeyGuard)
@UseFilters(RefusalFilter)
@Controller('psp/v1/payments')
export class PspController {
  constructor(
    private readonly book: PaymentBook,
    private readonly door: FaultDoor,
    private readonly faults: Faults,
    private readonly notices: PspNotices,
  ) {}

  @Post()
  @Answers(PspPayment, { status: 201 })
  create(@Body() body: CreatePayment, @Req() request: Request): Promise<Payment> {
    const call: Call = { target: 'psp', operation: 'authorise', ...body };
    return this.door.pass(call, request, (declines) => {
      const { payment, made } = this.book.create(body, this.verdict(declines), new Date().toISOString());
      if (made) this.tellOrSettle(payment);
      return { body: payment, repeated: !made };
    });
  }

  @Get()
  @Answers(PspPayments)
  find(@Query() { reference }: FindByReference, @Req() request: Request): Promise<{ items: readonly Payment[] }> {
    const call: Call = { target: 'psp', operation: 'find', reference };
    return this.door.pass(call, request, () => ({
      body: { items: this.book.withReference(reference) },
      repeated: false,
    }));
  }

  @Get(':id')
  @Answers(PspPayment)
  show(@Param('id') id: string, @Req() request: Request): Promise<Payment> {
    const call: Call = { target: 'psp', operation: 'find', reference: id };
    return this.door.pass(call, request, () => ({ body: this.book.find(id), repeated: false }));
  }

  @Post(':id/captures')
  @Answers(PspPayment, { status: 201 })
  capture(@Param('id') id: string, @Body() body: MoveMoney, @Req() request: Request): Promise<Payment> {
    return this.move('capture', 'captured', { id, request, ...body }, (payment) => capture(payment, body));
  }

  @Post(':id/void')
  @HttpCode(200)
  @Answers(PspPayment)
  void(@Param('id') id: string, @Body() body: VoidPayment, @Req() request: Request): Promise<Payment> {
    return this.move('void', 'voided', { id, request, ...body }, (payment) => voidPayment(payment, body.reference));
  }

  @Post(':id/refunds')
  @Answers(PspPayment, { status: 201 })
  refund(@Param('id') id: string, @Body() body: MoveMoney, @Req() request: Request): Promise<Payment> {
    return this.move('refund', 'refunded', { id, request, ...body }, (payment) => refund(payment, body));
  }

  private move(
    operation: Operation,
    kind: NoticeKind,
    { id, request, ...asked }: { id: string; request: Request; reference: string; amount?: number },
    work: (payment: Payment) => boolean,
  ): Promise<Payment> {
    const { orderReference, method } = this.book.known(id) ?? {};
    return this.door.pass({ target: 'psp', operation, ...asked, orderReference, method }, request, () => {
      const payment = this.book.find(id);
      const moved = work(payment);
      if (moved) this.notices.tell(kind, payment);
      return { body: payment, repeated: !moved };
    });
  }

  private verdict(declines: boolean): Verdict {
    if (declines) return 'decline';
    return this.faults.chance.happens(this.faults.dials.psp?.pendingRate) ? 'pending' : 'accept';
  }

  private tellOrSettle(payment: Payment): void {
    if (payment.status !== 'pending') return this.notices.tellState(payment);
    this.notices.later(SETTLES_AFTER_MS, () => this.settle(payment));
  }

  /** Tells what it comes to; where the dials say so, before anybody who asks is told the same. */
  private settle(payment: Payment): void {
    const settled = () => this.book.settle(payment.id, 'accept');
    const earlyMs = this.faults.dials.psp?.webhooks?.earlyMs ?? 0;
    if (earlyMs === 0 || payment.status !== 'pending') return this.notices.tellState(settled());
    this.notices.tell('authorised', { ...payment, status: 'authorised' });
    this.notices.later(earlyMs, settled);
  }
}
