import { mapPersonal, SEALED_PREFIX, type ClassRef } from '@entrepot/contracts';
import { OrderPlaced } from '@entrepot/contracts/orders';
import type { ReturnablePerson } from '@entrepot/contracts/returns';

/** Whose texts about returns of an order are. Undefined for orders of a release that sealed nothing. */
export function personOf(placed: OrderPlaced): ReturnablePerson | undefined {
  const { source, sourceOrderId, exchange } = placed;
  const [text] = personalTexts(OrderPlaced, placed);
  if (text !== undefined) {
    const subject = subjectOfSealed(text);
    return subject === undefined ? undefined : { subject };
  }
  return exchange === undefined ? { source, sourceOrderId } : { replaces: exchange.orderId };
}

/** For whom the texts in a value are sealed: those about one order are all sealed for the same person. */
export function subjectIn(target: ClassRef, value: object): string | undefined {
  return personalTexts(target, value)
    .map(subjectOfSealed)
    .find((subject) => subject !== undefined);
}

/** What stands in the fields of personal data. */
export function personalTexts(target: ClassRef, value: object): string[] {
  const texts: string[] = [];
  mapPersonal(target, value, (text) => (texts.push(text), text));
  return texts;
}

function subjectOfSealed(text: string): string | undefined {
  return text.startsWith(SEALED_PREFIX) ? text.slice(SEALED_PREFIX.length).split(':')[0] : undefined;
}
