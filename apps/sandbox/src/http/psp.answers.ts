import {
  CurrencyCode,
  FreeForm,
  FreeKey,
  MinorAmount,
  NestedList,
  OneOf,
  Optional,
  Timestamp,
} from '@entrepot/contracts';
import { TENDER_METHODS, type TenderMethod } from '@entrepot/contracts/shared';
import { PAYMENT_STATUSES, type PaymentStatus } from '../domain/payment';

export class PspMovement {
  @FreeKey() id!: string;
  @FreeKey() reference!: string;
  @MinorAmount() amount!: number;
}

export class PspPayment {
  @FreeKey() id!: string;
  @FreeKey() reference!: string;
  @FreeKey() orderReference!: string;
  @MinorAmount() amount!: number;
  @CurrencyCode() currency!: string;
  @OneOf(TENDER_METHODS) method!: TenderMethod;
  @Timestamp() createdAt!: string;
  @FreeForm() metadata!: Record<string, string>;
  @OneOf(PAYMENT_STATUSES) status!: PaymentStatus;
  @Optional() @FreeKey() declineCode?: string;
  @MinorAmount() capturedAmount!: number;
  @MinorAmount() refundedAmount!: number;
  @MinorAmount() voidedAmount!: number;
  @NestedList(() => PspMovement) captures!: PspMovement[];
  @NestedList(() => PspMovement) refunds!: PspMovement[];
  @NestedList(() => PspMovement) voids!: PspMovement[];
}

export class PspPayments {
  @NestedList(() => PspPayment) items!: PspPayment[];
}
