import { Doc, Example, FreeKey, OneOf, OpaqueId, Optional, Personal, Timestamp } from '../vocabulary';
import { INTAKE_FATES, type IntakeFate } from './erasure.events';

@Doc('Make the personal data of a person unreadable, everywhere and for ever. Give one of the two.')
@Example({ customerId: 'c-77' })
export class RequestErasure {
  @Optional() @Personal() @FreeKey() @Doc('The person as orders name it: all of that person goes.') customerId?: string;
  @Optional()
  @OpaqueId()
  @Doc('The person who placed this order: where the order names no customer, the order alone.')
  orderId?: string;
}

@Doc('An erasure. Whom it was about cannot be told from it.')
export class ErasureAnswer {
  @OpaqueId() erasureId!: string;
  @OpaqueId() subject!: string;
  @OneOf(['requested', 'erased']) state!: 'requested' | 'erased';
  @Timestamp() requestedAt!: string;
  @Optional() @Timestamp() erasedAt?: string;
  @Optional() @FreeKey() @Doc('The client that asked for it, where it is known.') by?: string;
  @Optional()
  @OneOf(INTAKE_FATES)
  @Doc(
    'Messages on the intake topic that were worked off: deleted, or kept until the retention of the topic takes them.',
  )
  intake?: IntakeFate;
}
