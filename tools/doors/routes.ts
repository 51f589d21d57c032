import type { RunningService } from '@entrepot/platform';

/** A route as the router of a running service has it. */
export interface Route {
  readonly service: string;
  /** Upper case. */
  readonly method: string;
  /** `/v1/orders/:orderId` */
  readonly path: string;
  /** What `/openapi.json` says that a key must have; undefined where it shows the route as open, or not at all. */
  readonly scope?: string;
}

/** Doors that anybody may enter: for probes and scrapers, for people who look and read, and for others' signed webhooks. */
const OPEN = /^\/(|health(\/(live|ready|door))?|metrics|docs(\/.*)?|openapi\.(json|yaml)|v1\/webhooks\/.+)$/;

export function isOpenToAll({ path }: Route): boolean {
  return OPEN.test(path);
}

interface Layer {
  readonly route?: { readonly path: string | string[]; readonly methods: Readonly<Record<string, boolean>> };
}

type Document = { readonly paths: Record<string, Record<string, { readonly security?: { bearer?: string[] }[] }>> };

/** Every route of a service: those that its document leaves out too. */
export async function routesOf(name: string, service: RunningService): Promise<Route[]> {
  const express = service.app.getHttpAdapter().getInstance() as unknown as { router: { stack: readonly Layer[] } };
  const answer = await fetch(`${service.url}/openapi.json`);
  const { paths } = (await answer.json()) as Document;
  return express.router.stack.flatMap(({ route }) => {
    if (route === undefined) return [];
    const methods = Object.keys(route.methods).map((method) => method.toUpperCase());
    return [route.path].flat().flatMap((path) =>
      methods.map((method) => {
        const scope = scopeIn(paths, method, path);
        return {
          service: name,
          method: method === '_ALL' ? 'GET' : method,
          path,
          ...(scope !== undefined && { scope }),
        };
      }),
    );
  });
}

function scopeIn(paths: Document['paths'], method: string, path: string): string | undefined {
  const documented = paths[path.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()];
  return documented?.security?.[0]?.bearer?.[0];
}
