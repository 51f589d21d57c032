import { FreeForm, FreeKey, NestedList, Nested, Optional, Text, WholeNumber } from '@entrepot/contracts';
import { Address } from '@entrepot/contracts/shared';

export class CarrierParcel {
  @Optional() @WholeNumber(1, 1_000_000_000) weightGrams?: number;
}

export class BookShipment {
  @FreeKey() reference!: string;
  @Optional() @Text(40) service?: string;
  @Optional() @Nested(() => Address) from?: Address;
  @Optional() @Nested(() => Address) to?: Address;
  @NestedList(() => CarrierParcel, { min: 1, max: 100 }) parcels!: CarrierParcel[];
  @Optional() @FreeForm() metadata?: Record<string, string>;
}

export class FindShipment {
  @FreeKey() reference!: string;
}
