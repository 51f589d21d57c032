import type { Request } from 'express';

interface RouteLayer {
  readonly route?: { readonly methods: Readonly<Record<string, boolean>> };
  match(path: string): boolean;
}

/** The methods that are routed at a request's path, upper case; empty where there is no route at all. */
export function allowedMethods(request: Request): string[] {
  const { router } = request.app as unknown as { router?: { stack?: readonly RouteLayer[] } };
  const methods = (router?.stack ?? [])
    .filter((layer) => layer.route !== undefined && layer.match(request.path))
    .flatMap((layer) => Object.keys(layer.route?.methods ?? {}));
  return [...new Set(methods.map((method) => method.toUpperCase()))].filter((method) => method !== '_ALL').sort();
}
