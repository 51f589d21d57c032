import 'reflect-metadata';
import { Controller } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import type { EffectDefinition } from './performs';
import type { ListDefinition } from './lists';
import type { MirrorDefinition } from './mirrors';
import type { ProjectionDefinition } from './projects';
import type { ReactionDefinition } from './reacts';
import type { TakerDefinition } from './takes';
import type { TimerDefinition } from './wakes';

/** What a handler class declared with its decorator; `name` is the class name and names the handler in stores, logs and metrics. */
export type HandlerDefinition =
  | ReactionDefinition
  | EffectDefinition
  | TimerDefinition
  | ProjectionDefinition
  | ListDefinition
  | MirrorDefinition
  | TakerDefinition;

/** Receives the instances of handlers that Nest has made; how a transport gets at them. */
export interface HandlerCollector {
  collect(instance: object): void;
}

/** A class whose instances are `T`, whatever its constructor takes. */
export type ClassOf<T> = abstract new (...args: never[]) => T;

const DEFINITION = Symbol('entrepot:handler');

/**
 * Makes a class a handler: a Nest controller, so that it is injected into like any other, with one event pattern by
 * which a transport finds it. Messages never pass through Nest's proxy: the transport calls the instance.
 */
export function declareHandler(target: ClassOf<object>, definition: HandlerDefinition): void {
  const receive = function (this: object, collector: HandlerCollector): void {
    collector.collect(this);
  };
  const descriptor: PropertyDescriptor = { value: receive, configurable: true, enumerable: false, writable: true };
  Object.defineProperty(target.prototype, 'entrepotHandler', descriptor);
  EventPattern<string>(`${definition.kind}:${definition.name}`, { definition })(
    target.prototype as object,
    'entrepotHandler',
    descriptor,
  );
  Controller()(target);
  Reflect.defineMetadata(DEFINITION, definition, target);
}

/** The definition of a handler's class, or undefined when the instance is no handler. */
export function definitionOf(instance: object): HandlerDefinition | undefined {
  return Reflect.getMetadata(DEFINITION, instance.constructor) as HandlerDefinition | undefined;
}
