import { DomainEvent, type Fields } from '../events/domain-event';
import { EventContract } from '../events/event-contract';
import { Doc, MinorAmount, NestedList, OneOf, OpaqueId, Optional, Quantity, Sku, Text, Timestamp } from '../vocabulary';

const topic = 'returns.return.v1';
const named = { returnId: 'ret_8w2f6j', orderId: 'ord_7q4t1x' };
export const DISPOSITIONS = ['restock', 'scrap'] as const;
export type Disposition = (typeof DISPOSITIONS)[number];

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
  @Text(500)
  note?: string;
}

@Doc('The parcel is back at the place.')
@EventContract<ReturnReceived>({
  topic,
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

@Doc('What came back, line by line: the money of these quantities is owed to the customer.')
@EventContract<ReturnInspected>({
  topic,
  readers: ['orders', 'returns'],
  example: {
    ...named,
    lines: [{ lineId: '1', sku: 'TSHIRT-RED-M', quantity: 1, disposition: 'restock' }],
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

  constructor(fields: Fields<ReturnInspected>) {
    super(fields);
  }
}

@Doc('The customer has the money back.')
@EventContract<ReturnRefunded>({ topic, readers: ['orders', 'returns'], example: { ...named, amount: 5990 } })
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
@EventContract<ReturnRestocked>({ topic, readers: ['orders', 'returns'], example: { ...named } })
export class ReturnRestocked extends DomainEvent {
  readonly type = 'ReturnRestocked';

  @OpaqueId()
  returnId!: string;

  @OpaqueId()
  orderId!: string;

  constructor(fields: Fields<ReturnRestocked>) {
    super(fields);
  }
}

@Doc('Money and goods are settled.')
@EventContract<ReturnCompleted>({ topic, readers: ['orders', 'returns'], example: { ...named } })
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
