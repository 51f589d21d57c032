/** An answer of the system: status and parsed body. */
export interface Reply<T = Record<string, unknown>> {
  readonly status: number;
  readonly body: T;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string;
}

/** A service that was killed is back within this time, whatever else the machine does. */
const PATIENCE_MS = 120_000;
const LONGEST_PAUSE_MS = 2_000;

/** Whether the same request may be sent again: the system said "not now", or did not answer. */
function worthRepeating(status: number): boolean {
  return status === 503 || status === 429 || status === 409;
}

/** What a write is sent with. */
export interface Sending {
  readonly idempotencyKey?: string;
  readonly contentType?: string;
  /** The code of a refusal that says that the service is behind: it is asked again. */
  readonly notYet?: string;
}

function isInProgress(reply: Reply, notYet: string | undefined): boolean {
  const code = String(reply.body['code'] ?? '');
  return reply.status !== 409 || code.startsWith('request.') || code === notYet;
}

function pauseMs(attempt: number): number {
  return Math.random() * Math.min(LONGEST_PAUSE_MS, 100 * 2 ** attempt);
}

/** Speaks to one service over REST as the merchant; every write carries a key, so repeating is safe. */
export class Api {
  constructor(
    private readonly baseUrl: string,
    private readonly key: string,
  ) {}

  async get<T>(path: string): Promise<T> {
    const reply = await this.send('GET', path);
    if (reply.status >= 400) throw new Error(`GET ${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
    return reply.body as T;
  }

  /** All items of a paged list. */
  async *all<T>(path: string): AsyncGenerator<T> {
    let cursor: string | undefined;
    do {
      const join = path.includes('?') ? '&' : '?';
      const page = await this.get<Page<T>>(
        `${path}${join}limit=200${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
      );
      yield* page.items;
      cursor = page.next;
    } while (cursor);
  }

  post(path: string, body: unknown, options: Sending = {}): Promise<Reply> {
    return this.send('POST', path, body, options);
  }

  put(path: string, body: unknown): Promise<Reply> {
    return this.send('PUT', path, body);
  }

  private async send(method: string, path: string, body?: unknown, options: Sending = {}): Promise<Reply> {
    const deadline = Date.now() + PATIENCE_MS;
    for (let attempt = 1; ; attempt += 1) {
      const reply = await this.once(method, path, body, options).catch((error: unknown) => error);
      const failed = reply instanceof Error || !isReply(reply);
      if (!failed && !(worthRepeating(reply.status) && isInProgress(reply, options.notYet))) return reply;
      if (Date.now() > deadline) {
        throw new Error(
          `${method} ${this.baseUrl}${path}: ${failed ? String(reply) : `${reply.status} ${JSON.stringify(reply.body)}`}`,
        );
      }
      await new Promise((resolve) => setTimeout(resolve, pauseMs(attempt)));
    }
  }

  private async once(
    method: string,
    path: string,
    body: unknown,
    { idempotencyKey, contentType = 'application/json' }: Sending,
  ): Promise<Reply> {
    const headers: Record<string, string> = { authorization: `Bearer ${this.key}` };
    if (body !== undefined) headers['content-type'] = contentType;
    if (idempotencyKey) headers['idempotency-key'] = idempotencyKey;
    const text = body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body);
    const response = await fetch(`${this.baseUrl}${path}`, {
      method,
      headers,
      body: text,
      signal: AbortSignal.timeout(120_000),
    });
    const answer = await response.text();
    return { status: response.status, body: answer ? (JSON.parse(answer) as Record<string, unknown>) : {} };
  }
}

function isReply(value: unknown): value is Reply {
  return typeof value === 'object' && value !== null && 'status' in value;
}
