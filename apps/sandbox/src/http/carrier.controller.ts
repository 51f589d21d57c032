import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, UseFilters, UseGuards } from '@nestjs/common';
import { Answers, Open } from '@entrepot/platform';
import type { Request } from 'express';
import { Faults } from '../domain/faults';
import { ParcelBook, type BookedParcel, type ParcelEvent } from '../domain/parcel-book';
import { Refusal } from '../domain/refusal';
import { CarrierCourse } from './carrier-course';
import { CarrierEvents, CarrierShipment, CarrierShipments, InterceptionBegun } from './carrier.answers';
import { BookShipment, FindShipment } from './carrier.requests';
import { FaultDoor } from './fault-door';
import { CarrierKeyGuard } from './key-guard';
import { RefusalFilter } from './refusal.filter';

/** A carrier's API: labels by reference, void, interception, tracking. */
@Open()
@UseGuards(CarrierKeyGuard)
@UseFilters(RefusalFilter)
@Controller('carrier/v1')
export class CarrierController {
  constructor(
    private readonly book: ParcelBook,
    private readonly door: FaultDoor,
    private readonly faults: Faults,
    private readonly course: CarrierCourse,
  ) {}

  @Post('shipments')
  @Answers(CarrierShipment, { status: 201 })
  create(@Body() body: BookShipment, @Req() request: Request): Promise<BookedParcel> {
    const { reference, metadata = {} } = body;
    return this.door.pass({ target: 'carrier', operation: 'book', reference }, request, (declines) => {
      if (declines) throw new Refusal(422, 'unserviceable', 'The carrier does not go there.');
      const { parcel, made } = this.book.book(reference, metadata, new Date().toISOString());
      if (made) this.course.begin(parcel);
      return { body: parcel, repeated: !made };
    });
  }

  @Get('shipments')
  @Answers(CarrierShipments)
  find(@Query() { reference }: FindShipment, @Req() request: Request): Promise<{ items: readonly BookedParcel[] }> {
    const items = () => ({ body: { items: this.book.withReference(reference) }, repeated: false });
    return this.door.pass({ target: 'carrier', operation: 'find', reference }, request, items);
  }

  @Get('shipments/:number')
  @Answers(CarrierShipment)
  show(@Param('number') number: string, @Req() request: Request): Promise<BookedParcel> {
    const call = { target: 'carrier', operation: 'find', reference: number } as const;
    return this.door.pass(call, request, () => ({ body: this.book.find(number), repeated: false }));
  }

  @Post('shipments/:number/void')
  @HttpCode(200)
  @Answers(CarrierShipment)
  void(@Param('number') number: string, @Req() request: Request): Promise<BookedParcel> {
    const call = { target: 'carrier', operation: 'void', reference: number } as const;
    return this.door.pass(call, request, () => {
      const repeated = this.book.find(number).status === 'VOIDED';
      return { body: this.book.voidLabel(number), repeated };
    });
  }

  @Post('shipments/:number/intercept')
  @HttpCode(202)
  @Answers(InterceptionBegun, { status: 202 })
  intercept(@Param('number') number: string, @Req() request: Request): Promise<{ status: string }> {
    const call = { target: 'carrier', operation: 'intercept', reference: number } as const;
    return this.door.pass(call, request, () => {
      const rate = this.faults.dials.carrier?.interceptRate ?? 1;
      const agreed = this.book.intercept(number, this.faults.chance.happens(rate));
      if (agreed) this.course.bringBack(this.book.find(number));
      return { body: { status: 'intercepting' }, repeated: !agreed };
    });
  }

  @Get('tracking/:number')
  @Answers(CarrierEvents)
  track(@Param('number') number: string, @Req() request: Request): Promise<{ events: readonly ParcelEvent[] }> {
    const call = { target: 'carrier', operation: 'track', reference: number } as const;
    return this.door.pass(call, request, () => ({ body: { events: this.book.find(number).events }, repeated: false }));
  }
}
