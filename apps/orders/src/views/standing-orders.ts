import type { OrderState } from '@entrepot/contracts/orders';
import type { Expectation, StandingStill } from '@entrepot/platform';

/**
 * How long a saga takes at most in a state when nothing is wrong. Delivered orders wait for the end of their return window,
 * closed and cancelled ones for nothing.
 */
const EXPECTED: Readonly<Partial<Record<OrderState, Expectation>>> = {
  placed: { within: 'PT10M', waitsFor: 'logistics' },
  reserving: { within: 'PT10M', waitsFor: 'inventory' },
  backordered: { within: 'P1D', waitsFor: 'inventory' },
  paying: { within: 'P2D', waitsFor: 'payments' },
  confirmed: { within: 'P3D', waitsFor: 'logistics' },
  shipping: { within: 'P30D', waitsFor: 'carrier' },
  cancelling: { within: 'P2D', waitsFor: 'carrier' },
  held: { within: 'P2D', waitsFor: 'operator', retry: '/v1/orders/{key}/release' },
};

/** Orders that stand still for longer than they should. */
export const STANDING_ORDERS: StandingStill = {
  ...{ kind: 'order', view: 'orders', key: 'orderId', state: 'state', since: 'stateSince' },
  expected: EXPECTED,
};
