import { OrderIntakeRejected, PlaceOrder } from '@entrepot/contracts/orders';
import type { Command } from '@entrepot/eventstore';
import { contentHash, decided, deriveId, DomainError, type Decision, type Given } from '@entrepot/kernel';
import { Takes, type Taken } from '@entrepot/messaging';
import { IntakeStream, rejectIntake, type Intake } from '../domain/intake';
import { OrderStream } from '../domain/order';
import type { Order } from '../domain/order-state';
import { placeOrder } from '../domain/place-order';
import { submittedOrder, type SubmittedOrder } from '../domain/submitted-order';
import { skusOf } from '../domain/taking-orders';
import { MerchantTerms } from '../merchant-terms';
import { OrdersConfig } from '../orders.config';
import { problemOf, readable } from './intake-problem';

type Message = Taken<PlaceOrder>;

/** Orders that come in as messages. Whatever is wrong with one is answered with an event: nothing ends as a dead letter. */
@Takes({ topic: 'orders.intake.v1', body: PlaceOrder, type: 'OrderSubmitted' })
export class OrderIntake {
  private readonly place = placeOrder(this.config.saga);

  constructor(
    private readonly config: OrdersConfig,
    private readonly terms: MerchantTerms,
  ) {}

  command(message: Message): Command<Order> | Command<Intake> {
    try {
      return this.accept(message, this.orderIn(message));
    } catch (error) {
      if (error instanceof DomainError) return reject(message, error);
      throw error;
    }
  }

  private orderIn(message: Message): SubmittedOrder {
    if (!message.ok) throw new DomainError('request.invalid', {}, message.errors);
    const { source, sourceOrderId } = message.body;
    if (sourceOrderId === undefined) {
      const error = { field: 'sourceOrderId', rule: 'required', message: 'must be given: it names the order' };
      throw new DomainError('request.invalid', {}, [error]);
    }
    return submittedOrder(message.body, { source, sourceOrderId }, this.terms.of(message.merchantId));
  }

  private accept(message: Message, order: SubmittedOrder): Command<Order> {
    const decide = (state: Order, given: Given): Decision => {
      try {
        return this.place(state, { order, door: 'intake' }, given, undefined);
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        return decided().on(IntakeStream, intakeIdOf(message), rejection(message, error));
      }
    };
    const { merchantId } = message;
    return { on: OrderStream, merchantId, key: order.orderId, cause: causeOf(message), also: skusOf(order), decide };
  }
}

function reject(message: Message, error: DomainError): Command<Intake> {
  const decide = (intake: Intake, given: Given) => rejectIntake(intake, rejection(message, error), given, undefined);
  const { merchantId } = message;
  return { on: IntakeStream, merchantId, key: intakeIdOf(message), cause: causeOf(message), decide };
}

function rejection(message: Message, error: DomainError): OrderIntakeRejected {
  const said = (message.ok ? message.body : message.raw) as Partial<PlaceOrder> | undefined;
  const source = readable(said?.source);
  const sourceOrderId = readable(said?.sourceOrderId);
  return new OrderIntakeRejected({
    messageId: readable(message.messageId, 500) ?? 'unreadable',
    problem: problemOf(error),
    ...(source !== undefined && { source }),
    ...(sourceOrderId !== undefined && { sourceOrderId }),
  });
}

/** A sender may use one id for two contents: they are two messages, and the second may be a conflict to be told. */
function causeOf({ cause, messageId }: Message) {
  const { hash: _inKey, ...rest } = cause;
  return { ...rest, key: `${messageId} ${cause.hash ?? ''}` };
}

function intakeIdOf(message: Message): string {
  const content = message.cause.hash ?? contentHash(message.ok ? message.body : message.raw);
  return deriveId('int', message.merchantId, message.messageId, content);
}
