import type { Route } from './routes';

export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** Asks at a route. Everything that is not a look carries an idempotency key of its own and an empty body. */
export async function knock(url: string, { method }: Pick<Route, 'method'>, key?: string): Promise<Answer> {
  const writes = !['GET', 'HEAD'].includes(method);
  const headers = {
    ...(key !== undefined && { authorization: `Bearer ${key}` }),
    ...(writes && { 'content-type': 'application/json', 'idempotency-key': `knock-${Math.random()}` }),
  };
  const answer = await fetch(url, { method, headers, ...(writes && method !== 'DELETE' && { body: '{}' }) });
  return { status: answer.status, text: await answer.text() };
}
