import { Module } from '@nestjs/common';
import { KeptBooks } from './clients/kept-books';
import { WebhookSender } from './clients/webhook-sender';
import { Faults } from './domain/faults';
import { Journal } from './domain/journal';
import { ParcelBook } from './domain/parcel-book';
import { PaymentBook } from './domain/payment-book';
import { CarrierCourse } from './http/carrier-course';
import { CarrierController } from './http/carrier.controller';
import { FaultDoor } from './http/fault-door';
import { CarrierKeyGuard, PspKeyGuard } from './http/key-guard';
import { PlayController } from './http/play.controller';
import { PspNotices } from './http/psp-notices';
import { PspController } from './http/psp.controller';
import { SandboxController } from './http/sandbox.controller';

/** Milliseconds since 2025, so that tracking numbers of one run of the sandbox differ from those of the next. */
function firstNumber(): number {
  return Date.now() - 1_735_689_600_000;
}

@Module({
  controllers: [PspController, CarrierController, SandboxController, PlayController],
  providers: [
    Faults,
    Journal,
    PaymentBook,
    { provide: ParcelBook, useFactory: () => new ParcelBook(firstNumber()) },
    KeptBooks,
    WebhookSender,
    FaultDoor,
    PspNotices,
    CarrierCourse,
    PspKeyGuard,
    CarrierKeyGuard,
  ],
})
export class SandboxModule {}
