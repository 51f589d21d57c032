import { routesOf, isOpenToAll, type Route } from './routes';
import type { RunningService } from '@entrepot/platform';

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly schema?: {
    readonly enum?: readonly unknown[];
    readonly type?: string;
    readonly format?: string;
    readonly pattern?: string;
  };
}
type Document = { readonly paths: Record<string, { readonly get?: { readonly parameters?: readonly Parameter[] } }> };
type Row = Readonly<Record<string, unknown>>;

/** A list and what it can be narrowed by, besides its page. */
export interface List extends Route {
  readonly filters: readonly Parameter[];
}

/** The lists of a service that stand under no other thing, with the filters that its document names. */
export async function listsOf(name: string, service: RunningService): Promise<List[]> {
  const answer = await fetch(`${service.url}/openapi.json`);
  const { paths } = (await answer.json()) as Document;
  const routes = (await routesOf(name, service)).filter((route) => route.method === 'GET' && !isOpenToAll(route));
  return routes.flatMap((route): List[] => {
    const asked = paths[route.path.replace(/:(\w+)/g, '{$1}')]?.get?.parameters ?? [];
    const query = asked.filter((parameter) => parameter.in === 'query');
    if (!query.some((parameter) => parameter.name === 'limit')) return [];
    return [{ ...route, filters: query.filter((parameter) => !['limit', 'cursor'].includes(parameter.name)) }];
  });
}

export interface Walked {
  readonly answered: string[];
  readonly refused: string[];
}

/** The merchant that looks. */
export const WALKER = 'acme';

/** Looks at a list as callers do: a page, one far behind, narrowed by each filter, and in each order. Gives the queries. */
export async function walk(url: string, { filters }: List, key: string): Promise<Walked> {
  const walked: Walked = { answered: [], refused: [] };
  const ask = async (query: string) => {
    const answer = await fetch(`${url}?${query}`, { headers: { authorization: `Bearer ${key}` } });
    // Not found: a row was, and what it stands for was not; the plan shows all the same. Forbidden: the operator's.
    if ([200, 403, 404].includes(answer.status)) walked.answered.push(query);
    else walked.refused.push(`${query}: ${answer.status}`);
    return (await answer.json()) as { items?: readonly Row[]; next?: string };
  };
  const { items: [row] = [], next } = await ask('limit=200');
  // Far behind: a page costs what it shows, not what is before it.
  if (next !== undefined) await ask(`limit=1&cursor=${encodeURIComponent(next)}`);
  for (const filter of filters) {
    for (const value of valuesOf(filter, row)) await ask(`limit=1&${filter.name}=${encodeURIComponent(value)}`);
  }
  return walked;
}

/** All that the filter takes, if these are few; that of the first row, where it says; else something that the filter takes. */
function valuesOf({ name, schema = {} }: Parameter, row: Row | undefined): string[] {
  if (schema.enum !== undefined) return schema.enum.map(String);
  const known = row?.[name];
  if (typeof known === 'string') return [known];
  if (schema.type === 'boolean') return ['true', 'false'];
  if (schema.type === 'integer' || schema.type === 'number') return ['1'];
  // Long ago, and only now: with one of them few match.
  if (schema.format === 'date-time') return [new Date(0).toISOString(), new Date().toISOString()];
  if (name === 'locale') return ['en'];
  // The own one: to ask for another's is refused.
  if (name === 'merchantId') return [WALKER];
  return schema.pattern?.startsWith('^P') || name === 'olderThan' ? ['PT0S', 'P9D'] : ['walked'];
}
