import {
  CurrencyCode,
  Doc,
  Flag,
  FreeForm,
  FreeKey,
  MinorAmount,
  OneOf,
  Optional,
  Timestamp,
  WholeNumber,
} from '@entrepot/contracts';
import { TENDER_METHODS, type TenderMethod } from '@entrepot/contracts/shared';
import { CARRIER_CODES, type CarrierCode } from '../domain/parcel-course';

@Doc('POST /sandbox/carrier/parcels/{trackingNumber}/advance')
export class AdvanceParcel {
  @OneOf(CARRIER_CODES) to!: CarrierCode;
  @Optional() @Timestamp() occurredAt?: string;
  @Optional() @Flag() @Doc('Send the codes in between too.') steps?: boolean;
  @Optional() @FreeForm() @Doc('Times by code, where they differ from occurredAt.') dates?: Record<string, string>;
}

@Doc('POST /sandbox/psp/payments: a shopper pays without having been asked.')
export class PayUnasked {
  @FreeKey() orderReference!: string;
  @MinorAmount() amount!: number;
  @CurrencyCode() currency!: string;
  @Optional() @OneOf(TENDER_METHODS) method?: TenderMethod;
  @Optional() @FreeKey() reference?: string;
  @Optional() @FreeForm() metadata?: Record<string, string>;
}

export class ListRequests {
  @Optional() @WholeNumber(1, 1000) limit?: number;
}
