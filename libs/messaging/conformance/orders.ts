import { decided, type AnyEvent } from '@entrepot/kernel';
import { paymentMessage, MERCHANT } from './messages';
import type { Launched } from './rig';
import { MoneyTaken, OrderOpened, OrderStream, type Order } from './shop';

/** Records events on an order, as a door would. */
export async function record(service: Launched, orderId: string, ...events: AnyEvent[]): Promise<void> {
  const cause = { source: 'http:POST /orders', key: `${orderId}/${events.map(({ type }) => type).join()}/${unique()}` };
  const decide = () => decided(...events);
  await service.backbone.commands.handle({ on: OrderStream, merchantId: MERCHANT, key: orderId, cause, decide });
}

let numbers = 0;
const unique = () => (numbers += 1);

export async function open(service: Launched, ...orderIds: string[]): Promise<void> {
  await Promise.all(orderIds.map((orderId) => record(service, orderId, new OrderOpened({ orderId }))));
}

export async function orderOf(service: Launched, orderId: string): Promise<Order & { version: number }> {
  const { state, version } = await service.backbone.streams.read(OrderStream, MERCHANT, orderId);
  return { ...state, version };
}

/** Money taken for an order, as the version of a payment. */
export function money(orderId: string, amount: number, version = 1, paymentId = `pay-${orderId}`) {
  return paymentMessage({ event: new MoneyTaken({ paymentId, orderId, amount }), from: paymentId, version });
}

export const page = { limit: 50 };
