import { Equals } from 'class-validator';
import { annotateClass } from '../vocabulary/annotations';
import type { DomainEvent, Fields } from './domain-event';

/** What is promised about an event besides its fields. */
export interface EventContractOptions<E> {
  /** `<owner>.<aggregate>.v<major>` */
  readonly topic: string;
  /**
   * The field, or the function, that says what must meet at one reader in order. Left out: the stream. The merchant is
   * always put in front. A function should come with `keyedBy`, its name for people.
   */
  readonly key?: string | ((event: E) => string);
  readonly keyedBy?: string;
  /** Services that act on it; a service that consumes it without being named here does not start. */
  readonly readers: readonly string[];
  /** All fields, valid. */
  readonly example: NoInfer<Fields<E>>;
}

export type EventClass = new (fields: never) => DomainEvent;

export interface RegisteredEvent {
  readonly type: string;
  readonly topic: string;
  readonly owner: string;
  readonly readers: readonly string[];
  /** What the message key is made from; undefined: the stream. */
  readonly key?: (event: object) => string;
  readonly keyedBy: string;
  /** The example with its type, as it goes over the wire. */
  readonly example: Readonly<Record<string, unknown>>;
  readonly eventClass: EventClass;
}

const events = new Map<string, RegisteredEvent>();
const TOPIC = /^([a-z]+)\.[a-z]+(?:-[a-z]+)*\.v[1-9]\d*$/;

/** The service in front of a topic's name. Throws if the name is not `<owner>.<aggregate>.v<major>`. */
export function topicOwner(topic: string): string {
  const owner = TOPIC.exec(topic)?.[1];
  if (owner === undefined) throw new Error(`topic ${topic} is not named <owner>.<aggregate>.v<major>`);
  return owner;
}

/** Registers an event class. Throws when another class has the same name: the type on the wire is the class name. */
export function EventContract<E extends { readonly type: string } = { readonly type: string }>(
  options: EventContractOptions<E>,
): (target: EventClass) => void {
  return (target) => {
    const type = target.name;
    if (events.has(type)) throw new Error(`two event contracts are called ${type}`);
    Equals(type)(target.prototype as object, 'type');
    const example = { type, ...options.example };
    annotateClass(target, { example });
    events.set(type, {
      type,
      topic: options.topic,
      owner: topicOwner(options.topic),
      readers: options.readers,
      key: keyFunction(options.key),
      keyedBy: options.keyedBy ?? (typeof options.key === 'string' ? options.key : options.key ? 'own key' : 'stream'),
      example,
      eventClass: target,
    });
  };
}

function keyFunction<E>(key: EventContractOptions<E>['key']): RegisteredEvent['key'] {
  if (key === undefined) return undefined;
  if (typeof key === 'function') return key as (event: object) => string;
  return (event) => String((event as Readonly<Record<string, unknown>>)[key]);
}

/** The contract of an event type. Throws when its owner's contracts are not loaded or it does not exist. */
export function eventContract(type: string): RegisteredEvent {
  const found = events.get(type);
  if (found === undefined) throw new Error(`no event contract is called ${type}`);
  return found;
}

/** The contract of an event type, or undefined for a type that is not (or not yet) known here. */
export function findEventContract(type: string): RegisteredEvent | undefined {
  return events.get(type);
}

/** Every loaded contract, by name. `loadAllContracts()` first, to see all owners'. */
export function allEventContracts(): readonly RegisteredEvent[] {
  return [...events.values()].sort((a, b) => (a.type < b.type ? -1 : 1));
}
