import { DomainEvent, type Fields } from '../events/domain-event';
import { EventContract } from '../events/event-contract';
import { Doc, FreeKey, OneOf, OpaqueId, Optional, Personal, Text, Timestamp } from '../vocabulary';
import { EXAMPLE_ORDER } from './examples';

export const NOTE_VISIBILITIES = ['internal', 'customer'] as const;
export type NoteVisibility = (typeof NOTE_VISIBILITIES)[number];

@Doc('Somebody wrote something down about the order; it changes nothing else.')
@EventContract<OrderNoteAdded>({
  topic: 'orders.order.v1',
  key: 'orderId',
  readers: ['orders'],
  example: {
    orderId: EXAMPLE_ORDER,
    noteId: 'note_2k7d9s',
    text: 'the customer asked for a call before delivery',
    visibility: 'internal',
    by: 'service-desk',
  },
})
export class OrderNoteAdded extends DomainEvent {
  readonly type = 'OrderNoteAdded';
  @OpaqueId() orderId!: string;
  @OpaqueId() noteId!: string;
  @Text(12_000) @Doc('Sealed where it was written about this order alone.') text!: string;
  @OneOf(NOTE_VISIBILITIES) @Doc('Whether it is for the customer to see.') visibility!: NoteVisibility;
  @Optional() @FreeKey() @Doc('The client that wrote it, where it is known.') by?: string;

  constructor(fields: Fields<OrderNoteAdded>) {
    super(fields);
  }
}

@Doc('A note about an order.')
export class OrderNote {
  @OpaqueId() noteId!: string;
  @Optional() @Personal() @Text(2000) @Doc('Left out where it was erased.') text?: string;
  @OneOf(NOTE_VISIBILITIES) visibility!: NoteVisibility;
  @Optional() @FreeKey() @Doc('The client that wrote it, where it is known.') by?: string;
  @Timestamp() at!: string;
}
