import { DomainEvent, type Fields } from '../events/domain-event';
import { EventContract } from '../events/event-contract';
import { Address, TYPED_REASON } from '../shared';
import { Doc, FreeKey, Nested, OpaqueId, Optional, Text } from '../vocabulary';
import { EXAMPLE_ADDRESS, EXAMPLE_ORDER } from './examples';

@Doc('Everything that no carrier has yet goes to this address from now on.')
@EventContract<OrderAddressChanged>({
  topic: 'orders.order.v1',
  key: 'orderId',
  readers: ['orders', 'returns'],
  example: {
    orderId: EXAMPLE_ORDER,
    shipTo: { ...EXAMPLE_ADDRESS, line1: 'Avenida Paulista 900' },
    reason: 'the customer moved',
    by: 'service-desk',
  },
})
export class OrderAddressChanged extends DomainEvent {
  readonly type = 'OrderAddressChanged';
  @OpaqueId() orderId!: string;
  @Nested(() => Address) shipTo!: Address;
  @Optional() @Text(TYPED_REASON) @Doc('Sealed for the person of the order.') reason?: string;
  @Optional() @FreeKey() @Doc('The client that asked for it, where it is known.') by?: string;

  constructor(fields: Fields<OrderAddressChanged>) {
    super(fields);
  }
}
