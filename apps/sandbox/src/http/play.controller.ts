import { Body, Controller, Get, HttpCode, Param, Post, UseFilters } from '@nestjs/common';
import { deriveId } from '@entrepot/kernel';
import { Answers, MerchantId } from '@entrepot/platform';
import { ParcelBook, type BookedParcel, type ParcelEvent } from '../domain/parcel-book';
import type { Payment } from '../domain/payment';
import { PaymentBook } from '../domain/payment-book';
import { CarrierCourse } from './carrier-course';
import { CarrierEvents, CarrierShipment, CarrierShipments } from './carrier.answers';
import { PspNotices } from './psp-notices';
import { PspPayment, PspPayments } from './psp.answers';
import { RefusalFilter } from './refusal.filter';
import { AdvanceParcel, PayUnasked } from './sandbox.requests';

/** What drivers and shoppers do: parcels move, money arrives unasked. */
@UseFilters(RefusalFilter)
@Controller('sandbox')
export class PlayController {
  constructor(
    private readonly parcels: ParcelBook,
    private readonly payments: PaymentBook,
    private readonly course: CarrierCourse,
    private readonly notices: PspNotices,
  ) {}

  @Get('carrier/parcels')
  @Answers(CarrierShipments)
  allParcels(): { items: readonly BookedParcel[] } {
    return { items: this.parcels.all() };
  }

  @Get('carrier/parcels/:number')
  @Answers(CarrierShipment)
  parcel(@Param('number') number: string): BookedParcel {
    return this.parcels.find(number);
  }

  @Post('carrier/parcels/:number/advance')
  @HttpCode(200)
  @Answers(CarrierEvents)
  advance(@Param('number') number: string, @Body() body: AdvanceParcel): { events: readonly ParcelEvent[] } {
    return { events: this.course.advance(number, body) };
  }

  @Get('psp/payments')
  @Answers(PspPayments)
  allPayments(): { items: readonly Payment[] } {
    return { items: this.payments.all() };
  }

  @Post('psp/payments')
  @Answers(PspPayment, { status: 201 })
  pay(@MerchantId() merchantId: string, @Body() body: PayUnasked): Payment {
    const { method = 'card', metadata = {}, ...rest } = body;
    const reference = body.reference ?? deriveId('shopper', body.orderReference, body.amount, Date.now());
    const request = { ...rest, reference, method, capture: true, metadata: { merchantId, ...metadata } };
    const { payment, made } = this.payments.create(request, 'accept', new Date().toISOString());
    if (made) this.notices.tellState(payment);
    return payment;
  }
}
