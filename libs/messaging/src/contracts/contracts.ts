import type { FieldError } from '@entrepot/kernel';
import type { ClassOf } from '../handlers/definition';

/** The faults of a value; none: valid. Never throws. */
export type Check = (value: unknown) => readonly FieldError[];

/** What messaging needs to know about an event type. */
export interface EventTerms {
  readonly type: string;
  readonly topic: string;
  readonly owner: string;
  readonly readers: readonly string[];
  /** What the message key is made from; undefined: the stream. */
  readonly key?: (event: object) => string;
  /** Tolerant: unknown fields are allowed. */
  readonly check: Check;
}

/** The contracts that bind a service; `registryContracts` reads them from `@entrepot/contracts`, tests bring their own. */
export interface Contracts {
  /** Undefined for a type that has no contract. */
  event(type: string): EventTerms | undefined;
  /** Topics that carry this service's own events. */
  ownTopics(service: string): readonly string[];
  /** Strict check of a body that others send. */
  body(target: ClassOf<object>): Check;
}
