import {
  Doc,
  Flag,
  FreeKey,
  Nested,
  NestedList,
  OneOf,
  OpaqueId,
  Optional,
  Personal,
  Quantity,
  Sku,
  Text,
  Timestamp,
  MinorAmount,
  WebAddress,
} from '../vocabulary';
import { DISPOSITIONS, GRADES, type Disposition, type Grade } from './inspection.events';
import { CaptionedPhoto } from './returns.requests';
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

@Doc('What was found of a line, and what becomes of it.')
export class InspectedLineAnswer {
  @OpaqueId() lineId!: string;
  @Sku() sku!: string;
  @Quantity() quantity!: number;
  @OneOf(DISPOSITIONS) disposition!: Disposition;
  @Optional() @OneOf(GRADES) grade?: Grade;
  @Optional() @Personal() @Text(500) @Doc('Why these pieces are refused.') refusal?: string;
  @Optional() @MinorAmount() @Doc('What is kept of the refund of these pieces, in minor units.') deduction?: number;
  @Optional() @Personal() @Text(500) deductionReason?: string;
  @Optional() @NestedList(() => CaptionedPhoto, { max: 20 }) photos?: CaptionedPhoto[];
  @Optional() @Personal() @Text(500) note?: string;
}

@Doc('A return as it stands.')
export class ReturnAnswer {
  @OpaqueId() returnId!: string;
  @OpaqueId() orderId!: string;
  @OneOf(RETURN_STATES) state!: ReturnState;
  @OneOf(RETURN_REASONS) reason!: ReturnReason;
  @NestedList(() => ReturnLineAnswer, { min: 1, max: 500 }) lines!: ReturnLineAnswer[];
  @Optional() @Personal() @Text(500) @Doc('Why it was rejected.') rejection?: string;
  @Optional() @Personal() @Text(500) @Doc('Of who approved what the policy had rejected.') approvalNote?: string;
  @Optional() @Nested(() => ReturnExchangeAnswer) exchange?: ReturnExchangeAnswer;
  @Optional() @OpaqueId() placeId?: string;
  @Optional() @OpaqueId() shipmentId?: string;
  @Optional() @FreeKey() trackingNumber?: string;
  @Optional() @WebAddress() labelUrl?: string;
  @Optional() @WebAddress() trackingUrl?: string;
  @Optional() @NestedList(() => InspectedLineAnswer, { max: 500 }) inspected?: InspectedLineAnswer[];
  @Optional()
  @NestedList(() => ReturnLineAnswer, { max: 500 })
  @Doc('Pieces that are being repaired.')
  refurbishing?: ReturnLineAnswer[];
  @Optional() @Text(64) inspector?: string;
  @Optional() @Personal() @Text(2000) @Doc('Of the inspector.') note?: string;
  @Optional() @Timestamp() @Doc('When it came into its state.') stateSince?: string;
  @Optional() @MinorAmount() @Doc('What the customer got back, in minor units of the order.') refunded?: number;
  @Timestamp() requestedAt!: string;
  @Optional() @Flag() @Doc('The person was erased: texts that were typed are left out.') erased?: boolean;
}
