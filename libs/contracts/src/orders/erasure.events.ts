import { DomainEvent, type Fields } from '../events/domain-event';
import { EventContract } from '../events/event-contract';
import { Doc, FreeKey, OneOf, OpaqueId, Optional } from '../vocabulary';

const topic = 'orders.erasure.v1';
const named = { erasureId: 'ers_5f2k8d', subject: 'psn_n3v5Xw2b8QdKzT4mYc7RpA' };

/** What became of settled messages on the intake topic, which others send in plain. */
export const INTAKE_FATES = ['deleted', 'kept'] as const;
export type IntakeFate = (typeof INTAKE_FATES)[number];

@Doc(
  'Intent: make all personal data of this subject unreadable. Says who wanted it, and of whom only what nobody can read back.',
)
@EventContract<ErasureRequested>({ topic, readers: ['orders'], example: { ...named, by: 'service-desk' } })
export class ErasureRequested extends DomainEvent {
  readonly type = 'ErasureRequested';
  @OpaqueId() erasureId!: string;
  @OpaqueId() subject!: string;
  @Optional() @FreeKey() @Doc('The client that asked for it, where it is known.') by?: string;

  constructor(fields: Fields<ErasureRequested>) {
    super(fields);
  }
}

@Doc('The key of the subject is destroyed: nothing that was sealed with it can be read by anybody.')
@EventContract<PersonErased>({ topic, readers: ['orders'], example: { ...named, intake: 'deleted' } })
export class PersonErased extends DomainEvent {
  readonly type = 'PersonErased';
  @OpaqueId() erasureId!: string;
  @OpaqueId() subject!: string;
  @OneOf(INTAKE_FATES)
  @Doc(
    'Messages on the intake topic that were worked off: deleted, or kept until the retention of the topic takes them.',
  )
  intake!: IntakeFate;

  constructor(fields: Fields<PersonErased>) {
    super(fields);
  }
}
