import { DomainError, type AnyEvent } from '@entrepot/kernel';
import { weigh } from './weight';

/** What events and states must pass. */
export interface Gate {
  /** The bytes of an outgoing event; throws if it must not go out. */
  readonly weigh: (event: AnyEvent) => number;
  /** Sees every state before anyone else does. */
  readonly guard: (state: unknown) => void;
}

/** Lets events pass that are valid by their contract and small enough to be published. */
export function eventGate(maxBytes: number, problems: (event: AnyEvent) => readonly unknown[]): Gate['weigh'] {
  return (event) => {
    const bytes = weigh(event);
    if (bytes > maxBytes) throw new DomainError('decision.too-large', { type: event.type, bytes, limit: maxBytes });
    const found = problems(event);
    if (found.length > 0) throw new Error(`${event.type} breaks its contract: ${JSON.stringify(found)}`);
    return bytes;
  };
}

/** Makes a state unchangeable all the way down, so that an `evolve` or `decide` that changes it is found out at once. */
export function freeze(value: unknown): void {
  if (value === null || typeof value !== 'object' || Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const part of Object.values(value)) freeze(part);
}
