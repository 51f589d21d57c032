import { Address, OrderLineQuantity } from '../shared';
import { Doc, Example, Nested, NestedList, OneOf, Optional, Personal, Text, Timestamp } from '../vocabulary';
import { EXAMPLE_ADDRESS } from './examples';
import { NOTE_VISIBILITIES, type NoteVisibility } from './note.events';

@Doc(
  'Cancel an order, or pieces of it. What has left is called back if the carrier can; what has arrived is returned instead.',
)
@Example({ reason: 'customer changed their mind', lines: [{ lineId: '1', quantity: 1 }] })
export class CancelOrder {
  @Personal() @Text(200) reason!: string;
  @Optional()
  @NestedList(() => OrderLineQuantity, { min: 1, max: 500 })
  @Doc('Left out: the whole order. A bundle is named by the line that it was bought with, and goes as a whole.')
  lines?: OrderLineQuantity[];
  @Optional() @Timestamp() @Doc('When it was cancelled, as the source says.') occurredAt?: string;
}

@Doc('Stop an order until it is released: what comes in is recorded, nothing new is asked for.')
@Example({ reason: 'the address looks wrong' })
export class HoldOrder {
  @Personal() @Text(500) reason!: string;
}

@Doc('Let a held order go on.')
@Example({ note: 'address checked' })
export class ReleaseOrder {
  @Optional() @Personal() @Text(500) note?: string;
}

@Doc('Write something down about an order.')
@Example({ text: 'the customer asked for a call before delivery', visibility: 'internal' })
export class AddOrderNote {
  @Personal() @Text(2000) text!: string;
  @Optional() @OneOf(NOTE_VISIBILITIES) @Doc('Left out: internal.') visibility?: NoteVisibility;
}

@Doc(
  'Send an order elsewhere, as long as no carrier has any of it. Parcels that wait for their pick-up are stopped and sent anew; to ' +
    'another country or region, places are looked for again.',
)
@Example({ shipTo: EXAMPLE_ADDRESS, reason: 'the customer moved' })
export class ChangeAddress {
  @Nested(() => Address) shipTo!: Address;
  @Optional() @Personal() @Text(200) reason?: string;
}
