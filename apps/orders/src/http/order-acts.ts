import { Injectable } from '@nestjs/common';
import type { OrderAnswer } from '@entrepot/contracts/orders';
import { Commands, type Cause } from '@entrepot/eventstore';
import type { Decide, Peek, StreamRef } from '@entrepot/kernel';
import { respondTo, type Answer } from '@entrepot/platform';
import { OrderStream } from '../domain/order';
import type { Order } from '../domain/order-state';
import { isOpen } from '../domain/quantities';
import { OrderPrivacy } from '../order-privacy';
import { DEADLINE_MS } from './deadline';
import { orderAnswer } from './order-answer';

/** Where a request is from and what it is about. */
export interface Target {
  readonly merchantId: string;
  readonly orderId: string;
  readonly cause: Cause;
  readonly ifVersion: number | undefined;
  /** Other streams that the decision reads. */
  readonly also?: (peek: Peek) => readonly StreamRef[];
}

/** Lets an order decide, and answers with what it is then. */
@Injectable()
export class OrderActs {
  constructor(
    private readonly commands: Commands,
    private readonly privacy: OrderPrivacy,
  ) {}

  /** `done` is the status where nobody has to be asked first; else it is 202. */
  async on<I>(target: Target, decide: Decide<Order, I>, input: I, done = 200): Promise<Answer<OrderAnswer>> {
    const { merchantId, orderId, cause, ifVersion, also } = target;
    const result = await this.commands.handle({
      on: OrderStream,
      merchantId,
      key: orderId,
      cause,
      ...(ifVersion !== undefined && { ifVersion }),
      ...(also && { also: (_: Order, peek: Peek) => also(peek) }),
      decide: (order, given) => decide(order, input, given, undefined),
      deadlineMs: DEADLINE_MS,
    });
    const status = done === 200 && isUnderWay(result.state) ? 202 : done;
    return respondTo(result, await this.privacy.opened(orderAnswer(result.state, orderId)), { status });
  }
}

/** Carriers or places are asked before what was wished is done. */
function isUnderWay(order: Order): boolean {
  if (order.status === 'none') return false;
  if (order.status === 'cancelling' || order.reroute || order.change !== undefined) return true;
  return order.shipments.some((one) => isOpen(one) && one.voidAsked);
}
