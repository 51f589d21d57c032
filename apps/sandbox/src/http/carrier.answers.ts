import {
  CurrencyCode,
  Flag,
  FreeForm,
  FreeKey,
  MinorAmount,
  Nested,
  NestedList,
  OneOf,
  Optional,
  Text,
  Timestamp,
  WebAddress,
} from '@entrepot/contracts';
import { CARRIER_CODES, type CarrierCode } from '../domain/parcel-course';

const PARCEL_STATUSES = [...CARRIER_CODES, 'VOIDED'] as const;

export class CarrierCost {
  @MinorAmount() amount!: number;
  @CurrencyCode() currency!: string;
}

export class CarrierEvent {
  @FreeKey() id!: string;
  @OneOf(CARRIER_CODES) code!: CarrierCode;
  @Timestamp() occurredAt!: string;
  @Optional() @Text(500) description?: string;
}

export class CarrierEvents {
  @NestedList(() => CarrierEvent) events!: CarrierEvent[];
}

export class CarrierShipment extends CarrierEvents {
  @FreeKey() id!: string;
  @FreeKey() reference!: string;
  @FreeKey() trackingNumber!: string;
  @WebAddress() labelUrl!: string;
  @Timestamp() estimatedDeliveryAt!: string;
  @Nested(() => CarrierCost) cost!: CarrierCost;
  @FreeForm() metadata!: Record<string, string>;
  @OneOf(PARCEL_STATUSES) status!: (typeof PARCEL_STATUSES)[number];
  @Flag() intercepting!: boolean;
}

export class CarrierShipments {
  @NestedList(() => CarrierShipment) items!: CarrierShipment[];
}

export class InterceptionBegun {
  @OneOf(['intercepting']) status!: 'intercepting';
}
