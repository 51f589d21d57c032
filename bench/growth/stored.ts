import { servicesOf } from '../../tools/replay/services';
import type { Target } from '../../tools/system-for-tool';
import { copiedOrderId } from './copies';
import type { Filled } from './fill';

const LOOKED_AT = 20;

export interface StoredReport {
  readonly lookedAt: number;
  readonly problems: readonly string[];
}

interface Answer {
  readonly state: string;
  readonly sourceOrderId: string;
  readonly customer?: { readonly name?: string };
}

/** Whether copies are what the services take for orders: some of them are asked for, with their payments and shipments. */
export async function lookAtStored(
  target: Target,
  sourceOrderIds: readonly string[],
  { editions }: Filled,
): Promise<StoredReport> {
  const { orders, payments, logistics } = servicesOf(target);
  const problems: string[] = [];
  const lookedAt = Math.min(LOOKED_AT, editions.length);
  for (let index = 0; index < lookedAt; index += 1) {
    const edition = editions[Math.floor((index * editions.length) / lookedAt)]!;
    const place = (index * 7) % sourceOrderIds.length;
    const orderId = copiedOrderId(target.merchantId, sourceOrderIds[place]!, edition);
    const { state, customer } = await orders.get<Answer>(`/v1/orders/${orderId}`);
    if (state !== 'delivered') problems.push(`${orderId} is ${state}`);
    if (customer?.name !== `Customer ${place}`) problems.push(`${orderId} does not tell its customer's name`);
    for (const [what, api] of [['payments', payments] as const, ['shipments', logistics] as const]) {
      const { items } = await api.get<{ items: object[] }>(`/v1/${what}?orderId=${orderId}`);
      if (items.length === 0) problems.push(`${orderId} has no ${what}`);
    }
  }
  return { lookedAt, problems };
}
