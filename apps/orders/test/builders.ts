import type { PlaceOrder } from '@entrepot/contracts/orders';
import type { AnyEvent, Decision, Given, StreamType } from '@entrepot/kernel';
import { evolve, OrderStream } from '../src/domain/order';
import type { OrderEvent } from '../src/domain/order-event';
import type { KnownOrder, Order } from '../src/domain/order-state';
import { placeOrder } from '../src/domain/place-order';
import type { SagaPolicy } from '../src/domain/saga-policy';
import { SkuStream, type KnownSku } from '../src/domain/sku';
import { submittedOrder } from '../src/domain/submitted-order';

export const MERCHANT = 'acme';
export const START = '2026-03-02T09:30:00.000Z';

export const POLICY: SagaPolicy = {
  paymentDeadlineSeconds: 900,
  backorderRetrySeconds: 30,
  backorderLimitDays: 60,
  returnWindowDays: 30,
  reservationSeconds: 1800,
  routingAttempts: 5,
};

/** A valid order of two red shirts and a mug, 3 lines' worth of 12,000 with freight; change what the test is about. */
export function aBody(change: Partial<PlaceOrder> = {}): PlaceOrder {
  return {
    source: 'webshop',
    sourceOrderId: 'W-1',
    currency: 'EUR',
    shipTo: { city: 'Lisboa', country: 'PT', postalCode: '1100-148' },
    lines: [
      { lineId: '1', sku: 'SHIRT', quantity: 2, unitPrice: 4_000 },
      { lineId: '2', sku: 'MUG', quantity: 1, unitPrice: 3_000 },
    ],
    charges: [{ type: 'freight', amount: 1_000 }],
    tenders: [{ tenderId: 't1', method: 'card', amount: 12_000 }],
    ...change,
  };
}

/** A bundle of two shirts and a mug. */
export const SET = {
  components: [
    { sku: 'SHIRT', quantity: 2 },
    { sku: 'MUG', quantity: 1 },
  ],
};

/** Where and when a decision is made; every SKU is known unless the test says otherwise, and `SET` is a bundle. */
export function given(
  now = START,
  key = 'ord_1',
  skus: Readonly<Record<string, Partial<KnownSku>>> = {},
  inputId = 'input',
): Given {
  const known = { isKnown: true, prices: {}, awaitedBy: [] };
  return {
    merchantId: MERCHANT,
    key,
    now,
    inputId,
    read: <S>(stream: StreamType<S>, sku: string): S => {
      if (stream.kind !== SkuStream.kind) throw new Error(`not declared: ${stream.kind}`);
      return { ...known, ...(sku === 'SET' && SET), ...skus[sku] } as S;
    },
  };
}

export function eventsOf(decision: Decision): readonly OrderEvent[] {
  if (decision.kind === 'ignored') throw new Error(`ignored: ${decision.reason}`);
  return decision.events as readonly OrderEvent[];
}

export function typesOf(decision: Decision): string[] {
  return eventsOf(decision).map(({ type }) => type);
}

/** The only event of that type in a decision. */
export function only<E extends OrderEvent['type']>(decision: Decision, type: E): Extract<OrderEvent, { type: E }> {
  const found = eventsOf(decision).filter((event) => event.type === type);
  if (found.length !== 1) throw new Error(`${found.length} events of type ${type}`);
  return found[0] as Extract<OrderEvent, { type: E }>;
}

export function fold(order: Order, events: readonly AnyEvent[], now = START): KnownOrder {
  const at = { merchantId: MERCHANT, key: 'ord_1', version: 1, at: now };
  const after = events.reduce<Order>((state, event) => evolve(state, event as OrderEvent, at), order);
  if (after.status === 'none') throw new Error('there is no order');
  return after;
}

export const noOrder: Order = OrderStream.initial;

/** The submission of a body that is known to be valid. */
export function submissionOf(body: PlaceOrder, door: 'http' | 'intake' = 'http') {
  const name = { source: body.source, sourceOrderId: body.sourceOrderId ?? 'none' };
  return { order: submittedOrder(body, name, { id: MERCHANT, shortagePolicy: 'cancel' }), door };
}

/** A placed order, as the decision to place it left it. */
export function placedOrder(change: Partial<PlaceOrder> = {}): KnownOrder {
  const submission = submissionOf(aBody(change));
  return fold(noOrder, eventsOf(placeOrder(POLICY)(noOrder, submission, given())));
}
