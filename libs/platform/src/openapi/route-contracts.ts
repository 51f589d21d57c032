import 'reflect-metadata';
import { RequestMethod, type INestApplication, type Type } from '@nestjs/common';
import { MetadataScanner, ModulesContainer } from '@nestjs/core';
import type { ClassRef } from '@entrepot/contracts';
import { ANSWERS } from '../http/answers';
import { SCOPE, scopeOf } from '../access/scopes';
import { IDEMPOTENT, IF_MATCH, OPEN } from '../http/decorators';

/** What a route takes and gives, as its decorators and types say. */
export interface RouteContract {
  readonly operationId: string;
  readonly body?: ClassRef;
  readonly query?: ClassRef;
  readonly answer?: ClassRef;
  /** Text bodies are taken too. */
  readonly isImport: boolean;
  /** Others tell of something here, in their own format, signed over the bytes. */
  readonly isWebhook: boolean;
  readonly isOpen: boolean;
  /** What a caller's key must have, where the route is not open. */
  readonly scope: string;
  readonly isIdempotent: boolean;
  /** Takes the version that the caller expects. */
  readonly isConditional: boolean;
}

/** Names of Nest's own route metadata, and of the kinds of parameters in it. */
const PATH = 'path';
const METHOD = 'method';
const ARGUMENTS = '__routeArguments__';
const KINDS = { body: 3, query: 4 };
const PLAIN: readonly unknown[] = [Object, String, Number, Boolean, Array, Promise, undefined];

/** `OrdersController.place` is the operation `Orders.place`. */
export function operationIdOf(controller: string, method: string): string {
  return `${controller.replace(/Controller$/, '')}.${method}`;
}

/** The contracts of every HTTP route of an app, by operation id. */
export function routeContracts(app: INestApplication, service: string): ReadonlyMap<string, RouteContract> {
  const scanner = new MetadataScanner();
  const controllers = [...app.get(ModulesContainer).values()].flatMap((module) => [...module.controllers.values()]);
  const routes = controllers.flatMap(({ metatype }) => {
    const type = metatype as Type;
    return scanner
      .getAllMethodNames(type.prototype as object)
      .filter((method) => metadataOf(PATH, handlerOf(type, method)) !== undefined)
      .map((method) => routeContract(type, method, service));
  });
  return new Map(routes.map((route) => [route.operationId, route]));
}

function routeContract(type: Type, method: string, service: string): RouteContract {
  const handler = handlerOf(type, method);
  const body = parameterClass(type, method, 'body');
  const query = parameterClass(type, method, 'query');
  const answer = metadataOf<ClassRef>(ANSWERS, handler);
  const path = pathOf(type, handler);
  const declared = metadataOf<string>(SCOPE, handler) ?? metadataOf<string>(SCOPE, type);
  const verb = metadataOf<RequestMethod>(METHOD, handler) ?? RequestMethod.GET;
  return {
    operationId: operationIdOf(type.name, method),
    ...(body && { body }),
    ...(query && { query }),
    ...(answer && { answer }),
    isImport: /(^|\/)imports$/.test(path),
    isWebhook: /(^|\/)webhooks\//.test(path),
    isOpen: metadataOf<boolean>(OPEN, handler) ?? metadataOf<boolean>(OPEN, type) ?? false,
    scope: scopeOf({ declared, service, method: RequestMethod[verb] ?? '' }),
    isIdempotent: metadataOf<boolean>(IDEMPOTENT, handler) ?? false,
    isConditional: Object.values(parametersOf(type, method)).some(({ data }) => data === IF_MATCH),
  };
}

function pathOf(type: Type, handler: object): string {
  const parts = [metadataOf<string>(PATH, type), metadataOf<string>(PATH, handler)];
  return parts
    .join('/')
    .split('/')
    .filter((part) => part !== '')
    .join('/');
}

type Parameters = Readonly<Record<string, { readonly index: number; readonly data?: unknown }>>;

function parametersOf(type: Type, method: string): Parameters {
  return (Reflect.getMetadata(ARGUMENTS, type, method) ?? {}) as Parameters;
}

function parameterClass(type: Type, method: string, kind: keyof typeof KINDS): ClassRef | undefined {
  const found = Object.entries(parametersOf(type, method)).find(([key]) => key.startsWith(`${KINDS[kind]}:`));
  const types = (Reflect.getMetadata('design:paramtypes', type.prototype as object, method) ?? []) as ClassRef[];
  const declared = found === undefined ? undefined : types[found[1].index];
  return PLAIN.includes(declared) ? undefined : declared;
}

function handlerOf(type: Type, method: string): object {
  return (type.prototype as Record<string, object>)[method]!;
}

function metadataOf<T>(name: string, target: object): T | undefined {
  return Reflect.getMetadata(name, target) as T | undefined;
}
