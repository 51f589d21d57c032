import { DomainEvent, type Fields } from '../events/domain-event';
import { EventContract } from '../events/event-contract';
import { Problem } from '../shared';
import { Doc, FreeKey, Nested, OneOf, OpaqueId, Optional, Text } from '../vocabulary';
import { EXAMPLE_ORDER } from './examples';

const topic = 'orders.intake-result.v1';
const named = { source: 'webshop', sourceOrderId: 'W-10001' };

export const INTAKE_STATES = ['placed', 'held'] as const;
export type IntakeState = (typeof INTAKE_STATES)[number];

@Doc('The answer to a submitted order: it was taken on. Held means that it waits for SKUs that are not known yet.')
@EventContract<OrderIntakeAccepted>({
  topic,
  readers: ['orders'],
  example: { ...named, orderId: EXAMPLE_ORDER, state: 'placed' },
})
export class OrderIntakeAccepted extends DomainEvent {
  readonly type = 'OrderIntakeAccepted';
  @OpaqueId() source!: string;
  @FreeKey() sourceOrderId!: string;
  @OpaqueId() orderId!: string;
  @OneOf(INTAKE_STATES) state!: IntakeState;

  constructor(fields: Fields<OrderIntakeAccepted>) {
    super(fields);
  }
}

@Doc('The answer to a submitted order: it was not taken on; the problem names the fields. Nothing else was stored.')
@EventContract<OrderIntakeRejected>({
  topic,
  readers: ['orders'],
  example: {
    ...named,
    messageId: 'msg-4711',
    problem: {
      type: 'https://entrepot.dev/problems/order.tenders-differ',
      title: 'The tenders do not add up to the total of the order',
      status: 422,
      code: 'order.tenders-differ',
      detail: 'The total is 10730, the tenders are 9980.',
      errors: [{ field: 'tenders', rule: 'sum', message: 'must add up to 10730' }],
    },
  },
})
export class OrderIntakeRejected extends DomainEvent {
  readonly type = 'OrderIntakeRejected';
  @Optional() @Text(200) @Doc('As far as it could be read.') source?: string;
  @Optional() @Text(200) @Doc('As far as it could be read.') sourceOrderId?: string;
  @Text(500) messageId!: string;
  @Nested(() => Problem) problem!: Problem;

  constructor(fields: Fields<OrderIntakeRejected>) {
    super(fields);
  }
}
