import type { AnyEvent } from '@entrepot/kernel';
import type { Choices } from './choices';

/** An event of another service about the order. */
export interface Fact extends AnyEvent {
  readonly orderId: string;
}

/** A service beside orders: takes requests in order per object, and says what happened in its own time. */
export interface Neighbour {
  /** Takes a request of the order, if it is for this neighbour. */
  take(request: AnyEvent): void;
  /** Whether something is left to do. */
  readonly isBusy: boolean;
  /** Does one thing. */
  act(choices: Choices): void;
}

/** Facts on their way, in order per source; across sources any order is possible. */
export class Mail {
  private readonly queues = new Map<string, Fact[]>();
  /** Sources whose oldest fact came too early: what follows it waits too. */
  private readonly heldUp = new Set<string>();

  post(source: string, ...facts: Fact[]): void {
    this.queues.set(source, [...(this.queues.get(source) ?? []), ...facts]);
  }

  get waiting(): readonly string[] {
    const able = ([source, facts]: [string, Fact[]]) => facts.length > 0 && !this.heldUp.has(source);
    return [...this.queues].filter(able).map(([source]) => source);
  }

  /** The oldest fact of a source. */
  collect(source: string): Fact {
    const fact = this.queues.get(source)?.shift();
    if (fact === undefined) throw new Error(`nothing waits from ${source}`);
    return fact;
  }

  /** A fact that came too early waits until something else has happened. */
  putOff(source: string, fact: Fact): void {
    this.queues.set(source, [fact, ...(this.queues.get(source) ?? [])]);
    this.heldUp.add(source);
  }

  resume(): void {
    this.heldUp.clear();
  }

  /** Whether a fact is left that came too early for good. */
  get isStuck(): boolean {
    return this.heldUp.size > 0;
  }
}

/** Requests that wait to be worked on, in order per object. */
export class Inbox {
  private readonly queues = new Map<string, AnyEvent[]>();

  put(object: string, request: AnyEvent): void {
    this.queues.set(object, [...(this.queues.get(object) ?? []), request]);
  }

  get waiting(): readonly string[] {
    return [...this.queues].filter(([, requests]) => requests.length > 0).map(([object]) => object);
  }

  take(choices: Choices): AnyEvent | undefined {
    const { waiting } = this;
    const object = waiting[choices.below(waiting.length)];
    return object === undefined ? undefined : this.queues.get(object)?.shift();
  }
}
