import { personalTexts, subjectOf, type ClassRef } from '@entrepot/contracts';
import { OrderPlaced } from '@entrepot/contracts/orders';
import type { ReturnablePerson } from '@entrepot/contracts/returns';

/** Whose texts about returns of an order are. Undefined for orders of a release that sealed nothing. */
export function personOf(placed: OrderPlaced): ReturnablePerson | undefined {
  const { source, sourceOrderId, exchange } = placed;
  const [text] = personalTexts(OrderPlaced, placed);
  if (text !== undefined) {
    const subject = subjectOf(text);
    return subject === undefined ? undefined : { subject };
  }
  return exchange === undefined ? { source, sourceOrderId } : { replaces: exchange.orderId };
}

/** For whom the texts in a value are sealed: those about one order are all sealed for the same person. */
export function subjectIn(target: ClassRef, value: object): string | undefined {
  return personalTexts(target, value)
    .map(subjectOf)
    .find((subject) => subject !== undefined);
}
