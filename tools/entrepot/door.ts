import { EXIT, Failed } from './exit';
import type { Entrance } from './target';

/** A page of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string;
}

interface Problem {
  readonly title?: string;
  readonly detail?: string;
  readonly code?: string;
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
  /** Of a service that is not ready: where it is in its life, and which of its parts it lacks. */
  readonly phase?: string;
  readonly missing?: readonly string[];
}

const PATIENCE_MS = 60_000;
const AWAY = [502, 503, 504];
const NOT_LET_IN = [401, 403];
const PAGE = 200;

/** Speaks to the gateway as the holder of a key. Whatever is not an answer is thrown as `Failed`. */
export class Door {
  constructor(private readonly entrance: Entrance) {}

  get url(): string {
    return this.entrance.url;
  }

  get<T>(path: string): Promise<T> {
    return this.ask<T>('GET', path);
  }

  post<T>(path: string, body: object = {}): Promise<T> {
    return this.ask<T>('POST', path, body);
  }

  delete(path: string): Promise<void> {
    return this.ask<void>('DELETE', path);
  }

  /** The answer, or undefined where there is no such thing. */
  async find<T>(path: string): Promise<T | undefined> {
    try {
      return await this.get<T>(path);
    } catch (error) {
      if (error instanceof Failed && error.code?.endsWith('not-found')) return undefined;
      throw error;
    }
  }

  /** The items of a list, at most `most`. */
  async *all<T>(path: string, most = Infinity): AsyncGenerator<T> {
    let left = most;
    for (let cursor: string | undefined = ''; cursor !== undefined && left > 0;) {
      const limit = Math.min(PAGE, left);
      const page: Page<T> = await this.get(withQuery(path, { limit, ...(cursor !== '' && { cursor }) }));
      yield* page.items;
      left -= page.items.length;
      cursor = page.next;
    }
  }

  private async ask<T>(method: string, path: string, body?: object): Promise<T> {
    const { status, text } = await this.send(method, path, body);
    if (status < 400) return this.read<T>(text);
    const problem = problemOf(text);
    const said = problem.detail ?? problem.title ?? lackOf(problem) ?? `answered ${status}`;
    const says = [said, ...fieldsOf(problem)].join('; ');
    const code = problem.code === undefined ? '' : ` (${problem.code})`;
    throw new Failed(`${says}${code}`, statusFor(status), problem.code);
  }

  private read<T>(text: string): T {
    try {
      return (text === '' ? undefined : JSON.parse(text)) as T;
    } catch {
      throw new Failed(`${this.url} answers no JSON: is it the address of the gateway?`, EXIT.unreachable);
    }
  }

  private async send(method: string, path: string, body?: object): Promise<{ status: number; text: string }> {
    const headers = {
      authorization: `Bearer ${this.entrance.key}`,
      ...(body && { 'content-type': 'application/json' }),
    };
    const signal = AbortSignal.timeout(PATIENCE_MS);
    try {
      const answer = await fetch(`${this.url}${path}`, {
        method,
        headers,
        signal,
        ...(body && { body: JSON.stringify(body) }),
      });
      return { status: answer.status, text: await answer.text() };
    } catch (error) {
      const { cause, message } = error as Error & { cause?: { code?: string; message?: string } };
      throw new Failed(`${this.url} does not answer: ${cause?.code ?? cause?.message ?? message}`, EXIT.unreachable);
    }
  }
}

/** Whether the system does not let the key in: no service is to blame, and none would answer. */
export function isKeyRefused(error: unknown): boolean {
  return (
    error instanceof Failed && (error.code === 'request.unauthenticated' || error.code === 'request.scope-missing')
  );
}

/** A path with its query; what is undefined is left out. */
export function withQuery(path: string, query: Readonly<Record<string, string | number | undefined>>): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  const text = new URLSearchParams(Object.fromEntries(given.map(([name, value]) => [name, String(value)]))).toString();
  return text === '' ? path : `${path}${path.includes('?') ? '&' : '?'}${text}`;
}

function statusFor(status: number): 3 | 4 {
  return AWAY.includes(status) || NOT_LET_IN.includes(status) ? EXIT.unreachable : EXIT.refused;
}

function fieldsOf({ errors = [] }: Problem): string[] {
  return errors.map(({ field, message }) => `${field || 'body'}: ${message}`);
}

function lackOf({ phase, missing = [] }: Problem): string | undefined {
  if (phase === undefined) return undefined;
  return missing.length === 0 ? `is ${phase}` : `is ${phase}, without ${missing.join(', ')}`;
}

function problemOf(text: string): Problem {
  try {
    return JSON.parse(text) as Problem;
  } catch {
    return {};
  }
}
