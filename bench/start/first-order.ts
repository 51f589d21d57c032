import type { ReadyRecord } from '@entrepot/testing';
import { demoOrder } from '../../tools/start/try-next';
import { familyOf, type Family } from '../figures/family';
import { onNpmStart, until, type StartWanted } from './npm-start';

/** Seconds since `npm start` was called. */
export interface FirstOrder {
  readonly ready: number;
  readonly accepted: number;
  readonly planned: number;
  /** Everything that runs then, `npm start` itself, Kafka and mongod included. */
  readonly memory: Family;
}

/** `npm start` up to the first order that the gateway takes and what becomes of it. */
export async function firstOrder(wanted: StartWanted): Promise<FirstOrder> {
  const began = performance.now();
  const seconds = () => Math.round((performance.now() - began) / 10) / 100;
  return onNpmStart(wanted, async ({ child, system }) => {
    const ready = seconds();
    const orders = [await until('an order', child, () => placed(system))];
    const accepted = seconds();
    // An order that comes before the stock is seeded is cancelled, as a shop would want it: others follow until one is served.
    await until('a shipment', child, async () => {
      const more = await placed(system);
      if (more !== undefined) orders.push(more);
      return anyPlanned(system, orders);
    });
    return { ready, accepted, planned: seconds(), memory: familyOf(child.pid ?? 0) };
  });
}

/** Undefined as long as the order is refused, because its SKU is not there yet. */
async function placed({ urls, key }: ReadyRecord): Promise<string | undefined> {
  const body = { ...demoOrder(), sourceOrderId: `first-${Date.now()}` };
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const answer = await fetch(`${urls.gateway}/v1/orders`, { method: 'POST', headers, body: JSON.stringify(body) });
  const { orderId } = (await answer.json()) as { orderId: string };
  return answer.status === 201 ? orderId : undefined;
}

async function anyPlanned({ urls, key }: ReadyRecord, orders: readonly string[]): Promise<true | undefined> {
  const headers = { authorization: `Bearer ${key}` };
  const answer = await fetch(`${urls.gateway}/v1/shipments`, { headers });
  const { items } = (await answer.json()) as { items: { orderId: string }[] };
  return items.some(({ orderId }) => orders.includes(orderId)) ? true : undefined;
}
