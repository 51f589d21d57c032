import { DomainEvent, type Fields } from '../events/domain-event';
import { EventContract } from '../events/event-contract';
import { Doc, MinorAmount, NestedList, OneOf, OpaqueId, Optional, Quantity, Sku, Text, Timestamp } from '../vocabulary';
import { SEALED_FOR_PERSON, TYPED_NOTE } from '../shared';
import { GRADES, type Grade } from './inspection.events';

const topic = 'returns.return.v1';
const readers = ['orders', 'returns'];
const named = { returnId: 'ret_8w2f6j', orderId: 'ord_7q4t1x' };

export const REPAIR_OUTCOMES = ['restock', 'scrap'] as const;
export type RepairOutcome = (typeof REPAIR_OUTCOMES)[number];

@Doc('What came out of repairing pieces of a line.')
export class RefurbishedLine {
  @OpaqueId() lineId!: string;
  @Sku() sku!: string;
  @Quantity() quantity!: number;
  @OneOf(REPAIR_OUTCOMES) outcome!: RepairOutcome;
  @Optional() @OneOf(GRADES) grade?: Grade;
  @Optional() @Text(TYPED_NOTE) @Doc(SEALED_FOR_PERSON) note?: string;
}

@Doc('Pieces that were to be repaired are repaired, or could not be.')
@EventContract<ReturnRefurbished>({
  topic,
  key: 'orderId',
  readers,
  example: { ...named, lines: [{ lineId: '1', sku: 'TSHIRT-RED-M', quantity: 1, outcome: 'restock', grade: 'B' }] },
})
export class ReturnRefurbished extends DomainEvent {
  readonly type = 'ReturnRefurbished';
  @OpaqueId() returnId!: string;
  @OpaqueId() orderId!: string;
  @NestedList(() => RefurbishedLine, { min: 1, max: 500 }) lines!: RefurbishedLine[];

  constructor(fields: Fields<ReturnRefurbished>) {
    super(fields);
  }
}

@Doc('The replacement is on its way, or will not be: then the money goes back.')
@EventContract<ReturnExchangeAnswered>({
  topic,
  key: 'orderId',
  readers,
  example: { ...named, replacementOrderId: 'ord_2k9f3m', outcome: 'failed', reason: 'shortage' },
})
export class ReturnExchangeAnswered extends DomainEvent {
  readonly type = 'ReturnExchangeAnswered';
  @OpaqueId() returnId!: string;
  @OpaqueId() orderId!: string;
  @OpaqueId() replacementOrderId!: string;
  @OneOf(['confirmed', 'failed']) outcome!: 'confirmed' | 'failed';
  @Optional() @Text(200) reason?: string;

  constructor(fields: Fields<ReturnExchangeAnswered>) {
    super(fields);
  }
}

@Doc('Part of the replacement will not be with the customer: `amount` is given back for it.')
@EventContract<ReturnExchangeReduced>({
  topic,
  key: 'orderId',
  readers,
  example: { ...named, amount: 4_740, reason: 'lost' },
})
export class ReturnExchangeReduced extends DomainEvent {
  readonly type = 'ReturnExchangeReduced';
  @OpaqueId() returnId!: string;
  @OpaqueId() orderId!: string;
  @MinorAmount() amount!: number;
  @Text(200) reason!: string;

  constructor(fields: Fields<ReturnExchangeReduced>) {
    super(fields);
  }
}

@Doc('The carrier lost the parcel on its way back: a person decides, or the policy.')
@EventContract<ReturnParcelLost>({
  topic,
  key: 'orderId',
  readers,
  example: { ...named, occurredAt: '2026-03-20T10:00:00Z' },
})
export class ReturnParcelLost extends DomainEvent {
  readonly type = 'ReturnParcelLost';
  @OpaqueId() returnId!: string;
  @OpaqueId() orderId!: string;
  @Optional() @Timestamp() occurredAt?: string;

  constructor(fields: Fields<ReturnParcelLost>) {
    super(fields);
  }
}
