import { CurrencyCode, Flag, FreeForm, FreeKey, MinorAmount, OneOf, Optional } from '@entrepot/contracts';
import { TENDER_METHODS, type TenderMethod } from '@entrepot/contracts/shared';

export class CreatePayment {
  @FreeKey() reference!: string;
  @FreeKey() orderReference!: string;
  @MinorAmount() amount!: number;
  @CurrencyCode() currency!: string;
  @OneOf(TENDER_METHODS) method!: TenderMethod;
  @Flag() capture!: boolean;
  @Optional() @FreeForm() metadata?: Record<string, string>;
}

export class MoveMoney {
  @FreeKey() reference!: string;
  @MinorAmount() amount!: number;
}

export class VoidPayment {
  @FreeKey() reference!: string;
}

export class FindByReference {
  @FreeKey() reference!: string;
}
