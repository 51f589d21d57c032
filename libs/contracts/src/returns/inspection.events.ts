import { DomainEvent, type Fields } from '../events/domain-event';
import { EventContract } from '../events/event-contract';
import {
  Doc,
  MinorAmount,
  NestedList,
  OneOf,
  OpaqueId,
  Optional,
  Quantity,
  Sku,
  Text,
  Timestamp,
  WebAddress,
} from '../vocabulary';
import { SEALED_FOR_PERSON, TYPED_NOTE, TYPED_REASON, TYPED_REPORT } from '../shared';
import { ExchangeLine } from './return.events';

const topic = 'returns.return.v1';
const named = { returnId: 'ret_8w2f6j', orderId: 'ord_7q4t1x' };
/**
 * What becomes of a piece: back on the shelf, repaired first, thrown away, back to the customer because it is refused. `lost`: the
 * carrier lost it, it never came.
 */
export const DISPOSITIONS = ['restock', 'scrap', 'refurbish', 'send-back', 'lost'] as const;
export type Disposition = (typeof DISPOSITIONS)[number];
/** From as new (A) to broken (D). */
export const GRADES = ['A', 'B', 'C', 'D'] as const;
export type Grade = (typeof GRADES)[number];

@Doc('A photo that was taken of what came back.')
export class ReturnPhoto {
  @WebAddress() url!: string;
  @Optional() @Text(TYPED_REASON) @Doc(SEALED_FOR_PERSON) caption?: string;
}

@Doc('What was found of a line, and what becomes of it.')
export class InspectedLine {
  @OpaqueId()
  lineId!: string;

  @Sku()
  sku!: string;

  @Quantity()
  quantity!: number;

  @OneOf(DISPOSITIONS)
  disposition!: Disposition;

  @Optional()
  @OneOf(GRADES)
  grade?: Grade;

  @Doc(
    `Why these pieces are refused: nothing is paid back for them, and they go back to the customer. ${SEALED_FOR_PERSON}`,
  )
  @Optional()
  @Text(TYPED_NOTE)
  refusal?: string;

  @Doc('What is kept of the refund of these pieces, in minor units of the order.')
  @Optional()
  @MinorAmount()
  deduction?: number;

  @Doc(SEALED_FOR_PERSON)
  @Optional()
  @Text(TYPED_NOTE)
  deductionReason?: string;

  @Optional()
  @NestedList(() => ReturnPhoto, { max: 20 })
  photos?: ReturnPhoto[];

  @Doc(SEALED_FOR_PERSON)
  @Optional()
  @Text(TYPED_NOTE)
  note?: string;
}

@Doc('The parcel is back at the place.')
@EventContract<ReturnReceived>({
  topic,
  key: 'orderId',
  readers: ['orders', 'returns'],
  example: { ...named, occurredAt: '2026-03-13T09:00:00Z' },
})
export class ReturnReceived extends DomainEvent {
  readonly type = 'ReturnReceived';

  @OpaqueId()
  returnId!: string;

  @OpaqueId()
  orderId!: string;

  @Optional()
  @Timestamp()
  occurredAt?: string;

  constructor(fields: Fields<ReturnReceived>) {
    super(fields);
  }
}

@Doc('What came back, line by line: the money of what is not refused is owed to the customer, less deductions.')
@EventContract<ReturnInspected>({
  topic,
  key: 'orderId',
  readers: ['orders', 'returns'],
  example: {
    ...named,
    lines: [{ lineId: '1', sku: 'TSHIRT-RED-M', quantity: 1, disposition: 'restock', grade: 'A' }],
    inspector: 'dock-2',
    occurredAt: '2026-03-13T11:00:00Z',
  },
})
export class ReturnInspected extends DomainEvent {
  readonly type = 'ReturnInspected';

  @OpaqueId()
  returnId!: string;

  @OpaqueId()
  orderId!: string;

  @NestedList(() => InspectedLine, { min: 1, max: 500 })
  lines!: InspectedLine[];

  @Optional()
  @Timestamp()
  occurredAt?: string;

  @Doc('What is sent instead of money for what is not refused.')
  @Optional()
  @NestedList(() => ExchangeLine, { min: 1, max: 500 })
  exchange?: ExchangeLine[];

  @Doc('Who looked at it.')
  @Optional()
  @Text(64)
  inspector?: string;

  @Doc('A word of the policy, or what somebody typed: sealed for the person of the order.')
  @Optional()
  @Text(TYPED_REPORT)
  note?: string;

  constructor(fields: Fields<ReturnInspected>) {
    super(fields);
  }
}

@Doc('The customer has the money back.')
@EventContract<ReturnRefunded>({
  topic,
  key: 'orderId',
  readers: ['orders', 'returns'],
  example: { ...named, amount: 5990 },
})
export class ReturnRefunded extends DomainEvent {
  readonly type = 'ReturnRefunded';

  @OpaqueId()
  returnId!: string;

  @OpaqueId()
  orderId!: string;

  @MinorAmount()
  amount!: number;

  constructor(fields: Fields<ReturnRefunded>) {
    super(fields);
  }
}

@Doc('What could be sold again is back in stock.')
@EventContract<ReturnRestocked>({
  topic,
  key: 'orderId',
  readers: ['orders', 'returns'],
  example: { ...named, restockId: 'rst_2m7q4c' },
})
export class ReturnRestocked extends DomainEvent {
  readonly type = 'ReturnRestocked';

  @OpaqueId()
  returnId!: string;

  @OpaqueId()
  orderId!: string;

  @Optional()
  @OpaqueId()
  restockId?: string;

  constructor(fields: Fields<ReturnRestocked>) {
    super(fields);
  }
}

@Doc('Money and goods are settled.')
@EventContract<ReturnCompleted>({ topic, key: 'orderId', readers: ['orders', 'returns'], example: { ...named } })
export class ReturnCompleted extends DomainEvent {
  readonly type = 'ReturnCompleted';

  @OpaqueId()
  returnId!: string;

  @OpaqueId()
  orderId!: string;

  constructor(fields: Fields<ReturnCompleted>) {
    super(fields);
  }
}
