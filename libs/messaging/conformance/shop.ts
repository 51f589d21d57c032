import { decided, defineErrors, defineStream, DomainError, ignored, type AnyEvent } from '@entrepot/kernel';
import type { Check, Contracts, EventTerms } from '../src/index';

/** A small world for tests: a till takes money, a shop keeps orders. */
class Fact<F> {
  constructor(fields: F) {
    Object.assign(this, fields);
  }
}

export class OrderOpened extends Fact<{ orderId: string; dueAt?: string }> implements AnyEvent {
  readonly type = 'OrderOpened';
  orderId!: string;
  dueAt?: string;
}
export class OrderPaid extends Fact<{ orderId: string; paymentId: string; amount: number }> implements AnyEvent {
  readonly type = 'OrderPaid';
  orderId!: string;
  paymentId!: string;
  amount!: number;
}
export class OrderLapsed extends Fact<{ orderId: string }> implements AnyEvent {
  readonly type = 'OrderLapsed';
  orderId!: string;
}
export class CallWanted extends Fact<{ orderId: string }> implements AnyEvent {
  readonly type = 'CallWanted';
  orderId!: string;
}
export class CallAnswered extends Fact<{ orderId: string; answer: string }> implements AnyEvent {
  readonly type = 'CallAnswered';
  orderId!: string;
  answer!: string;
}
export class CallDropped extends Fact<{ orderId: string }> implements AnyEvent {
  readonly type = 'CallDropped';
  orderId!: string;
}
export class MoneyTaken extends Fact<{ paymentId: string; orderId: string; amount: number }> implements AnyEvent {
  readonly type = 'MoneyTaken';
  paymentId!: string;
  orderId!: string;
  amount!: number;
}
export class MoneyCounted extends Fact<{ paymentId: string; orderId: string }> implements AnyEvent {
  readonly type = 'MoneyCounted';
  paymentId!: string;
  orderId!: string;
}

/** About the same streams as the other facts of the till, on another topic: nobody should react to both. */
export class MoneyTold extends Fact<{ orderId: string }> implements AnyEvent {
  readonly type = 'MoneyTold';
  orderId!: string;
}

export type OrderEvent = OrderOpened | OrderPaid | OrderLapsed | CallWanted | CallAnswered | CallDropped;

export interface Order {
  readonly status: 'none' | 'open' | 'lapsed';
  readonly paid: readonly number[];
  readonly call: 'none' | 'wanted' | 'dropped' | string;
  readonly dueAt?: string;
}

const NO_ORDER: Order = { status: 'none', paid: [], call: 'none' };

function evolve(order: Order, event: OrderEvent): Order {
  switch (event.type) {
    case 'OrderOpened':
      return { ...order, status: 'open', ...(event.dueAt && { dueAt: event.dueAt }) };
    case 'OrderPaid':
      return { ...order, paid: [...order.paid, event.amount] };
    case 'OrderLapsed':
      return { ...order, status: 'lapsed', dueAt: undefined };
    case 'CallWanted':
      return { ...order, call: 'wanted' };
    case 'CallAnswered':
      return { ...order, call: event.answer };
    case 'CallDropped':
      return { ...order, call: 'dropped' };
  }
}

export const OrderStream = defineStream<Order, OrderEvent>({ kind: 'order', initial: NO_ORDER, evolve });

export const shopErrors = defineErrors({
  'order.not-found': { kind: 'not-found', message: 'No order {orderId}' },
  'order.lapsed': { kind: 'conflict', message: 'Order {orderId} has lapsed' },
});

/** Pays an order. */
export function pay(order: Order, { orderId, paymentId, amount }: MoneyTaken) {
  if (order.status === 'none') throw new DomainError('order.not-found', { orderId });
  if (order.status === 'lapsed') throw new DomainError('order.lapsed', { orderId });
  if (amount === 0) return ignored('nothing was taken');
  return decided(new OrderPaid({ orderId, paymentId, amount }));
}

const isText = (value: unknown) => typeof value === 'string' && value !== '';

const checkMoney: Check = (value) => {
  const { paymentId, orderId, amount } = (value ?? {}) as Record<string, unknown>;
  const wrong = (field: string) => ({ field, rule: 'type', message: `${field} is wrong` });
  return [
    ...(isText(paymentId) ? [] : [wrong('paymentId')]),
    ...(isText(orderId) ? [] : [wrong('orderId')]),
    ...(Number.isInteger(amount) ? [] : [wrong('amount')]),
  ];
};

const shop = { topic: 'shop.order.v1', owner: 'shop', readers: ['ledger'] };
const till = { topic: 'till.payment.v1', owner: 'till', readers: ['shop'] };
const valid: Check = () => [];

export const TERMS: readonly EventTerms[] = [
  { ...shop, type: 'OrderOpened', check: valid },
  { ...shop, type: 'OrderPaid', check: valid },
  { ...shop, type: 'OrderLapsed', check: valid },
  { ...shop, type: 'CallWanted', check: valid },
  { ...shop, type: 'CallAnswered', check: valid },
  { ...shop, type: 'CallDropped', check: valid },
  { ...till, type: 'MoneyTaken', check: checkMoney },
  { ...till, type: 'MoneyCounted', check: valid },
  { ...till, type: 'MoneyTold', topic: 'till.news.v1', check: valid },
];

/** What may be sent to the shop's door. */
export class OpenOrder {
  orderId!: string;
}

export const shopContracts: Contracts = {
  event: (type) => TERMS.find((terms) => terms.type === type),
  ownTopics: (service) => (service === 'shop' ? [shop.topic] : service === 'till' ? [till.topic] : []),
  body: () => (value) => {
    const { orderId, ...others } = (value ?? {}) as Record<string, unknown>;
    const unknown = Object.keys(others).map((field) => ({ field, rule: 'unknown', message: `${field} is unknown` }));
    return isText(orderId) ? unknown : [{ field: 'orderId', rule: 'type', message: 'orderId is wrong' }, ...unknown];
  },
};
