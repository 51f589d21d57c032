import { SetMetadata } from '@nestjs/common';

export const SCOPE = 'entrepot:scope';

/**
 * The scope that a route or a controller asks for instead of its service's: whole (`access:admin`), or an area
 * (`operations`) that `:read` or `:write` is added to.
 */
export const NeedsScope = (scope: string): MethodDecorator & ClassDecorator => SetMetadata(SCOPE, scope);

/** The scope of a route: what is declared, else `<service>:read` for what only looks, `<service>:write` for the rest. */
export function scopeOf(route: { declared?: string; service: string; method: string }): string {
  const area = route.declared ?? route.service;
  if (area.includes(':')) return area;
  return `${area}:${['GET', 'HEAD'].includes(route.method) ? 'read' : 'write'}`;
}
