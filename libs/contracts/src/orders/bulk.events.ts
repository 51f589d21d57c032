import { DomainEvent, type Fields } from '../events/domain-event';
import { EventContract } from '../events/event-contract';
import { Doc, Flag, FreeKey, OneOf, OpaqueId, Optional, Text, WholeNumber } from '../vocabulary';
import { EXAMPLE_ORDER } from './examples';
import { NOTE_VISIBILITIES, type NoteVisibility } from './note.events';
import { ORDER_STATES, type OrderState } from './order-answer-parts';

const topic = 'orders.bulk.v1';
const named = { bulkId: 'blk_5t8w3d', orderId: EXAMPLE_ORDER };

export const BULK_ACTIONS = ['cancel', 'hold', 'release', 'note'] as const;
export type BulkAction = (typeof BULK_ACTIONS)[number];

export const BULK_OUTCOMES = ['done', 'unchanged', 'refused'] as const;
export type BulkOutcome = (typeof BULK_OUTCOMES)[number];

const MOST_ORDERS = 500;

@Doc('One action was asked for on many orders; each of them is asked by an OrderActionRequested of its own.')
@EventContract<BulkActionStarted>({
  topic,
  readers: ['orders'],
  example: { bulkId: named.bulkId, action: 'hold', orders: 1, reason: 'recall of a batch' },
})
export class BulkActionStarted extends DomainEvent {
  readonly type = 'BulkActionStarted';
  @OpaqueId() bulkId!: string;
  @OneOf(BULK_ACTIONS) action!: BulkAction;
  @WholeNumber(0, MOST_ORDERS) orders!: number;
  @Optional() @Text(2000) reason?: string;
  @Optional() @Flag() @Doc('More orders fitted the filter than were taken; left out: no.') more?: boolean;

  constructor(fields: Fields<BulkActionStarted>) {
    super(fields);
  }
}

@Doc('This order is to be cancelled, held, released or noted about, as one of many.')
@EventContract<OrderActionRequested>({
  topic,
  key: 'orderId',
  readers: ['orders'],
  example: { ...named, action: 'hold', reason: 'recall of a batch' },
})
export class OrderActionRequested extends DomainEvent {
  readonly type = 'OrderActionRequested';
  @OpaqueId() bulkId!: string;
  @OpaqueId() orderId!: string;
  @OneOf(BULK_ACTIONS) action!: BulkAction;
  @Optional() @Text(2000) @Doc('Why; of a note: its text.') reason?: string;
  @Optional() @OneOf(NOTE_VISIBILITIES) visibility?: NoteVisibility;
  @Optional() @FreeKey() @Doc('The client that asked, where it is known.') by?: string;

  constructor(fields: Fields<OrderActionRequested>) {
    super(fields);
  }
}

@Doc('What became of one order of many; a refusal says why. It stops none of the others.')
@EventContract<OrderActionAnswered>({
  topic,
  readers: ['orders'],
  example: { ...named, outcome: 'done', state: 'held' },
})
export class OrderActionAnswered extends DomainEvent {
  readonly type = 'OrderActionAnswered';
  @OpaqueId() bulkId!: string;
  @OpaqueId() orderId!: string;
  @OneOf(BULK_OUTCOMES) outcome!: BulkOutcome;
  @Optional() @OneOf(ORDER_STATES) @Doc('Of the order, right after it.') state?: OrderState;
  @Optional() @Text(100) @Doc('Code of the refusal.') code?: string;
  @Optional() @Text(1000) detail?: string;

  constructor(fields: Fields<OrderActionAnswered>) {
    super(fields);
  }
}
