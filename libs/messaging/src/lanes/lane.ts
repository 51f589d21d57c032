import type { Incoming } from '../message/incoming';
import type { Delivery } from '../runtime/partition-window';
import type { Settlement } from '../runtime/watch';

/** The way of messages to one handler, or to handlers that must keep one order. */
export interface Lane {
  /** Names what waits of it in stores. */
  readonly name: string;
  /** Takes a message over; calls `delivery.settle()` once its result is durable. Never throws, never waits. */
  receive(incoming: Incoming, delivery: Delivery): void;
  /** Handles a message that was given up before, by hand. Resolves with what became of it, or rejects with the failure. */
  redrive(incoming: Incoming): Promise<Settlement>;
  /** Messages taken over and not yet settled. */
  readonly busy: number;
}
