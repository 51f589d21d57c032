import type { OrderName } from './submitted-order';

/** Names of what personal data in orders is about: see `Privacy.subject`. */
export type SubjectName = readonly [kind: 'customer' | 'order', ...parts: string[]];

/** The person, where the order says who it is: then all orders of that person have one key. Otherwise the order itself. */
export function subjectName(customerId: string | undefined, { source, sourceOrderId }: OrderName): SubjectName {
  return customerId === undefined ? ['order', source, sourceOrderId] : ['customer', customerId];
}

/** The same for a message that may be anything; undefined where it names neither a person nor an order. */
export function subjectNameIn(body: unknown): SubjectName | undefined {
  const { customer, source, sourceOrderId } = fieldsOf(body);
  const { customerId } = fieldsOf(customer);
  if (typeof customerId === 'string') return ['customer', customerId];
  if (typeof source !== 'string' || typeof sourceOrderId !== 'string') return undefined;
  return ['order', source, sourceOrderId];
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
