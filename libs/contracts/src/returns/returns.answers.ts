import {
  Doc,
  FreeKey,
  Nested,
  NestedList,
  OneOf,
  OpaqueId,
  Optional,
  Quantity,
  Sku,
  Text,
  Timestamp,
  MinorAmount,
  WebAddress,
} from '../vocabulary';
import { InspectedLine } from './inspection.events';
import { ExchangeLine, RETURN_REASONS, type ReturnReason } from './return.events';

export const RETURN_STATES = [
  'rejected',
  'approved',
  'labelled',
  'in-transit',
  'lost',
  'received',
  'inspected',
  'completed',
] as const;
export type ReturnState = (typeof RETURN_STATES)[number];

@Doc('A line that is to come back.')
export class ReturnLineAnswer {
  @OpaqueId() lineId!: string;
  @Sku() sku!: string;
  @Quantity() quantity!: number;
}

@Doc('What is sent instead of money, and what became of it.')
export class ReturnExchangeAnswer {
  @NestedList(() => ExchangeLine, { min: 1, max: 500 }) lines!: ExchangeLine[];
  @OneOf(['wanted', 'confirmed', 'failed']) state!: 'wanted' | 'confirmed' | 'failed';
  @Optional() @OpaqueId() @Doc('The replacement.') orderId?: string;
  @Optional() @Text(200) @Doc('Why it failed: the money goes back instead.') reason?: string;
  @Optional()
  @MinorAmount()
  @Doc('What is given back because part of the replacement was lost, cancelled or sent back.')
  givenBack?: number;
}

@Doc('A return as it stands.')
export class ReturnAnswer {
  @OpaqueId() returnId!: string;
  @OpaqueId() orderId!: string;
  @OneOf(RETURN_STATES) state!: ReturnState;
  @OneOf(RETURN_REASONS) reason!: ReturnReason;
  @NestedList(() => ReturnLineAnswer, { min: 1, max: 500 }) lines!: ReturnLineAnswer[];
  @Optional() @Text(500) @Doc('Why it was rejected.') rejection?: string;
  @Optional() @Nested(() => ReturnExchangeAnswer) exchange?: ReturnExchangeAnswer;
  @Optional() @OpaqueId() placeId?: string;
  @Optional() @OpaqueId() shipmentId?: string;
  @Optional() @FreeKey() trackingNumber?: string;
  @Optional() @WebAddress() labelUrl?: string;
  @Optional() @WebAddress() trackingUrl?: string;
  @Optional() @NestedList(() => InspectedLine, { max: 500 }) inspected?: InspectedLine[];
  @Optional()
  @NestedList(() => ReturnLineAnswer, { max: 500 })
  @Doc('Pieces that are being repaired.')
  refurbishing?: ReturnLineAnswer[];
  @Optional() @Text(64) inspector?: string;
  @Optional() @Text(2000) @Doc('Of the inspector.') note?: string;
  @Optional() @Timestamp() @Doc('When it came into its state.') stateSince?: string;
  @Optional() @MinorAmount() @Doc('What the customer got back, in minor units of the order.') refunded?: number;
  @Timestamp() requestedAt!: string;
}
