import 'reflect-metadata';
import { RequestMethod, type DynamicModule, type Type } from '@nestjs/common';
import { moduleOf } from '../cluster/apps';

/** One HTTP route of a service, as its decorators say: `GET /v1/orders/:orderId`. */
export interface ServiceRoute {
  readonly service: string;
  readonly method: string;
  readonly path: string;
}

type Imported = Type | DynamicModule;

/** Every route that a service's module brings, without starting it: its own and those of the modules that it imports. */
export function routesOf(service: string): ServiceRoute[] {
  return controllersOf(moduleOf(service)).flatMap((controller) =>
    methodsOf(controller).map(({ method, path }) => ({ service, method, path })),
  );
}

/** Every controller of a module and of those that it imports. */
export function controllersOf(module: Imported): Type[] {
  const isDynamic = 'module' in module;
  const own = isDynamic ? (module.controllers ?? []) : listOf<Type>('controllers', module);
  const imports = isDynamic ? ((module.imports ?? []) as Imported[]) : listOf<Imported>('imports', module);
  const inherited = isDynamic ? controllersOf(module.module) : [];
  return [...own, ...inherited, ...imports.flatMap(controllersOf)];
}

function listOf<T>(name: string, target: object): T[] {
  return (Reflect.getMetadata(name, target) ?? []) as T[];
}

function methodsOf(controller: Type): { method: string; path: string }[] {
  const [first] = [Reflect.getMetadata('path', controller)].flat() as (string | undefined)[];
  const prototype = controller.prototype as Record<string, object>;
  return Object.getOwnPropertyNames(prototype).flatMap((name) => {
    const handler = Object.getOwnPropertyDescriptor(prototype, name)?.value as object | undefined;
    const verb = handler && (Reflect.getMetadata('method', handler) as RequestMethod | undefined);
    if (handler === undefined || verb === undefined) return [];
    const paths = [Reflect.getMetadata('path', handler)].flat() as string[];
    return paths.map((path) => ({ method: RequestMethod[verb], path: joined(first ?? '', path) }));
  });
}

function joined(...paths: readonly string[]): string {
  const parts = paths.flatMap((path) => path.split('/')).filter((part) => part !== '');
  return `/${parts.join('/')}`;
}
