import { OrderIntakeRejected, PlaceOrder } from '@entrepot/contracts/orders';
import type { Command } from '@entrepot/eventstore';
import { contentHash, decided, deriveId, DomainError, type Decision, type Given } from '@entrepot/kernel';
import { NO_MERCHANT, Takes, type AdmissionTerms, type Taken } from '@entrepot/messaging';
import { Privacy } from '@entrepot/privacy';
import { IntakeStream, rejectIntake, type Intake } from '../domain/intake';
import { OrderStream } from '../domain/order';
import type { Order } from '../domain/order-state';
import { IN_MOTION } from '../domain/order-status';
import { placeOrder } from '../domain/place-order';
import { submittedOrder, type OrderName, type SubmittedOrder } from '../domain/submitted-order';
import { skusOf } from '../domain/taking-orders';
import { MerchantTerms } from '../merchant-terms';
import { OrderPrivacy } from '../order-privacy';
import { OrdersConfig } from '../orders.config';
import { problemOf, readable } from './intake-problem';

type Message = Taken<PlaceOrder>;
/** With a fingerprint of its content that tells nothing of it. */
type Printed = Message & { readonly print: string };

/** Orders that come in as messages. Whatever is wrong with one is answered with an event: nothing ends as a dead letter. */
@Takes({ topic: 'orders.intake.v1', body: PlaceOrder, type: 'OrderSubmitted' })
export class OrderIntake {
  /** A burst waits in the topic, where it costs nothing, instead of before every service. */
  readonly admission: AdmissionTerms<Order> = {
    on: OrderStream,
    isUnderWay: ({ status }) => IN_MOTION.includes(status),
    atMost: this.config.intakeMost,
  };
  private readonly place = placeOrder(this.config.saga);

  constructor(
    private readonly config: OrdersConfig,
    private readonly terms: MerchantTerms,
    private readonly orderPrivacy: OrderPrivacy,
    private readonly privacy: Privacy,
  ) {}

  async command(message: Message): Promise<Command<Order> | Command<Intake>> {
    try {
      const body = await this.bodyOf(message);
      const order = submittedOrder(body, body, this.terms.of(message.merchantId));
      return this.accept({ ...message, print: order.contentHash }, order);
    } catch (error) {
      if (error instanceof DomainError) return reject({ ...message, print: await this.printOf(message) }, error);
      throw error;
    }
  }

  /** The body with its name, everything personal sealed. */
  private async bodyOf(message: Message): Promise<PlaceOrder & OrderName> {
    this.refuseStranger(message);
    if (!message.ok) throw new DomainError('request.invalid', {}, message.errors);
    const { source, sourceOrderId } = message.body;
    if (sourceOrderId === undefined) {
      const error = { field: 'sourceOrderId', rule: 'required', message: 'must be given: it names the order' };
      throw new DomainError('request.invalid', {}, [error]);
    }
    const name = { source, sourceOrderId };
    return { ...(await this.orderPrivacy.sealed(message.merchantId, message.body, name)), ...name };
  }

  /** Kafka does not tell who wrote a message: where only some merchants may come this way, whoever names another is refused. */
  private refuseStranger({ merchantId }: Message): void {
    const { intakeMerchants = [] } = this.config;
    if (merchantId === NO_MERCHANT || intakeMerchants.length === 0 || intakeMerchants.includes(merchantId)) return;
    const error = { field: 'ce_merchantid', rule: 'allowed', message: 'is none of INTAKE_MERCHANTS' };
    throw new DomainError('order.intake-merchant', { merchantId }, [error]);
  }

  /** Of what was sent in plain: only this system can make it, so nobody can find out what it was by trying. */
  private printOf(message: Message): Promise<string> {
    return this.privacy.fingerprint(contentHash(message.ok ? message.body : message.raw));
  }

  private accept(message: Printed, order: SubmittedOrder): Command<Order> {
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

function reject(message: Printed, error: DomainError): Command<Intake> {
  const decide = (intake: Intake, given: Given) => rejectIntake(intake, rejection(message, error), given, undefined);
  const { merchantId } = message;
  return { on: IntakeStream, merchantId, key: intakeIdOf(message), cause: causeOf(message), decide };
}

function rejection(message: Printed, error: DomainError): OrderIntakeRejected {
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
function causeOf({ cause, messageId, print }: Printed) {
  const { hash: _ofPlainText, ...rest } = cause;
  return { ...rest, key: `${messageId} ${print}` };
}

function intakeIdOf({ merchantId, messageId, print }: Printed): string {
  return deriveId('int', merchantId, messageId, print);
}
