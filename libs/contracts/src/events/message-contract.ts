import { annotateClass } from '../vocabulary/annotations';
import { topicOwner } from './event-contract';

/** A message that others may publish to a service's topic: a door, not a fact. */
export interface MessageContractOptions {
  readonly topic: string;
  /** What the sender should use as message key, for people. */
  readonly keyedBy: string;
  readonly example: object;
}

export interface RegisteredMessage {
  readonly name: string;
  readonly topic: string;
  readonly owner: string;
  readonly keyedBy: string;
  readonly example: object;
  readonly bodyClass: new (...args: never[]) => unknown;
}

const messages = new Map<string, RegisteredMessage>();

/** Registers a class as the body of the messages on a topic that its owner reads. */
export function MessageContract(options: MessageContractOptions) {
  return (target: new (...args: never[]) => unknown): void => {
    const { topic, keyedBy, example } = options;
    if (messages.has(target.name)) throw new Error(`two message contracts are called ${target.name}`);
    annotateClass(target, { example });
    messages.set(target.name, {
      name: target.name,
      topic,
      owner: topicOwner(topic),
      keyedBy,
      example,
      bodyClass: target,
    });
  };
}

/** Every loaded message contract, by name. */
export function allMessageContracts(): readonly RegisteredMessage[] {
  return [...messages.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}
