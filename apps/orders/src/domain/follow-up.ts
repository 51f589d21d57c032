import { answerReturns, askRefund, releasePayment } from './follow-up-giving-back';
import { askCapture, askPayment } from './follow-up-paying';
import { askRouting, releaseCancelled, releaseSurplus, settleReservations } from './follow-up-reserving';
import { dropChange, releaseDropped, settleChange } from './follow-up-changing';
import { reroute } from './follow-up-rerouting';
import { callBack, markDelivered, requestShipments } from './follow-up-shipping';
import { cancelUncovered, settleCancellation, trimHold } from './follow-up-cancelling';
import { answerExchange } from './follow-up-exchanging';
import { evolve } from './order';
import type { OrderEvent } from './order-event';
import type { KnownOrder } from './order-state';
import type { Saga } from './saga-policy';

/** What an order in this state still has to ask for or to announce; nothing when it waits or has come to its end. */
export type Step = (order: KnownOrder, saga: Saga) => readonly OrderEvent[];

const STEPS: readonly Step[] = [
  trimHold,
  dropChange,
  settleCancellation,
  cancelUncovered,
  askRouting,
  reroute,
  settleReservations,
  askPayment,
  settleChange,
  releaseDropped,
  releaseCancelled,
  releaseSurplus,
  requestShipments,
  callBack,
  askCapture,
  markDelivered,
  answerReturns,
  askRefund,
  releasePayment,
  answerExchange,
];

/** A saga that does not come to rest is a bug and must not loop: a round or two is enough for everything but returns, which are answered one a round. */
const mostSteps = ({ returns }: KnownOrder): number => (8 + returns.length) * STEPS.length;

/**
 * Everything that follows from a state. Every request is seen in the state once it is recorded, so nothing is asked twice,
 * and it does not matter in which order the facts came that led here. It rests when no step has anything to say.
 */
export function followUp(order: KnownOrder, saga: Saga): readonly OrderEvent[] {
  const { merchantId, key, now } = saga.given;
  const at = { merchantId, key, version: 0, at: now };
  const all: OrderEvent[] = [];
  let state = order;
  const most = mostSteps(order);
  let silent = 0;
  for (let count = 0; silent < STEPS.length; count += 1) {
    if (count > most) throw new Error(`the saga of order ${key} does not come to rest`);
    const events = STEPS[count % STEPS.length]!(state, saga);
    silent = events.length === 0 ? silent + 1 : 0;
    for (const event of events) {
      all.push(event);
      state = evolve(state, event, at) as KnownOrder;
    }
  }
  return all;
}
