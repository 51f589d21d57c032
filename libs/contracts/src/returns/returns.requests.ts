import { OrderLineQuantity } from '../shared';
import {
  Doc,
  FreeKey,
  MinorAmount,
  NestedList,
  OneOf,
  OpaqueId,
  Optional,
  Personal,
  Quantity,
  Text,
  Timestamp,
  WebAddress,
} from '../vocabulary';
import { REPAIR_OUTCOMES, type RepairOutcome } from './aftermath.events';
import { GRADES, type Grade } from './inspection.events';
import { ExchangeLine, RETURN_REASONS, type ReturnReason } from './return.events';

@Doc('POST /v1/returns: a customer wants to send lines of a delivered order back.')
export class RequestReturn {
  @OpaqueId()
  orderId!: string;

  @Doc('Names the return; left out, the Idempotency-Key does.')
  @Optional()
  @FreeKey()
  returnReference?: string;

  @NestedList(() => OrderLineQuantity, { min: 1, max: 500 })
  lines!: OrderLineQuantity[];

  @OneOf(RETURN_REASONS)
  reason!: ReturnReason;

  @Optional()
  @Personal()
  @Text(500)
  note?: string;

  @Doc('Another SKU of the same price instead of the money, for every line that comes back.')
  @Optional()
  @NestedList(() => ExchangeLine, { min: 1, max: 500 })
  exchange?: ExchangeLine[];

  @Doc('When the customer asked; the return window is measured up to here.')
  @Optional()
  @Timestamp()
  occurredAt?: string;
}

@Doc('POST /v1/returns/{id}/approve: go ahead although the policy said no.')
export class ApproveReturn {
  @Text(64)
  by!: string;

  @Optional()
  @Personal()
  @Text(500)
  note?: string;
}

@Doc('POST /v1/returns/{id}/reject.')
export class RejectReturn {
  @Personal()
  @Text(500)
  reason!: string;
}

@Doc('POST /v1/returns/{id}/receive: the parcel arrived, whatever the carrier says.')
export class ReceiveReturn {
  @Optional()
  @Timestamp()
  occurredAt?: string;
}

/** What can become of a piece that is here. */
export const INSPECTED_DISPOSITIONS = ['restock', 'scrap', 'refurbish', 'send-back'] as const;
export type InspectedDisposition = (typeof INSPECTED_DISPOSITIONS)[number];

@Doc('A photo that was taken of what came back.')
export class CaptionedPhoto {
  @WebAddress() url!: string;
  @Optional() @Personal() @Text(200) caption?: string;
}

@Doc('What was found of one line, or of part of it: a line may be named several times.')
export class InspectedQuantity {
  @OpaqueId()
  lineId!: string;

  @Quantity()
  quantity!: number;

  @OneOf(INSPECTED_DISPOSITIONS)
  disposition!: InspectedDisposition;

  @Optional()
  @OneOf(GRADES)
  grade?: Grade;

  @Doc('Why these pieces are refused; only with `send-back`, and needed there.')
  @Optional()
  @Personal()
  @Text(500)
  refusal?: string;

  @Doc('What is kept of the refund of these pieces, in minor units of the order; needs a reason.')
  @Optional()
  @MinorAmount()
  deduction?: number;

  @Optional()
  @Personal()
  @Text(500)
  deductionReason?: string;

  @Optional()
  @NestedList(() => CaptionedPhoto, { max: 20 })
  photos?: CaptionedPhoto[];

  @Optional()
  @Personal()
  @Text(500)
  note?: string;
}

@Doc('POST /v1/returns/{id}/inspect: what came back and what becomes of it.')
export class InspectReturn {
  @NestedList(() => InspectedQuantity, { min: 1, max: 500 })
  lines!: InspectedQuantity[];

  @Optional()
  @Timestamp()
  occurredAt?: string;

  @Doc('Who looked at it.')
  @Optional()
  @Text(64)
  inspector?: string;

  @Optional()
  @Personal()
  @Text(2000)
  note?: string;
}

@Doc('What came out of repairing pieces of a line.')
export class RefurbishedQuantity {
  @OpaqueId() lineId!: string;
  @Quantity() quantity!: number;
  @OneOf(REPAIR_OUTCOMES) outcome!: RepairOutcome;
  @Optional() @OneOf(GRADES) grade?: Grade;
  @Optional() @Personal() @Text(500) note?: string;
}

@Doc('POST /v1/returns/{id}/refurbish: pieces that were to be repaired are done.')
export class RefurbishReturn {
  @NestedList(() => RefurbishedQuantity, { min: 1, max: 500 }) lines!: RefurbishedQuantity[];
}

@Doc('POST /v1/returns/{id}/refund-lost: the parcel is not coming any more; the customer gets the money.')
export class RefundLostReturn {
  @Personal() @Text(500) reason!: string;
  @Optional() @Text(64) by?: string;
}
