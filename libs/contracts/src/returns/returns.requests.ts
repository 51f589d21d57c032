import { OrderLineQuantity } from '../shared';
import { Doc, FreeKey, NestedList, OneOf, OpaqueId, Optional, Quantity, Text, Timestamp } from '../vocabulary';
import { DISPOSITIONS, type Disposition } from './inspection.events';
import { RETURN_REASONS, type ReturnReason } from './return.events';

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
  @Text(500)
  note?: string;

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
  @Text(500)
  note?: string;
}

@Doc('POST /v1/returns/{id}/reject.')
export class RejectReturn {
  @Text(500)
  reason!: string;
}

@Doc('POST /v1/returns/{id}/receive: the parcel arrived, whatever the carrier says.')
export class ReceiveReturn {
  @Optional()
  @Timestamp()
  occurredAt?: string;
}

@Doc('What was found of one line.')
export class InspectedQuantity {
  @OpaqueId()
  lineId!: string;

  @Quantity()
  quantity!: number;

  @OneOf(DISPOSITIONS)
  disposition!: Disposition;

  @Optional()
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
}
