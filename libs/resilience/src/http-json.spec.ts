import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { CallFailed, httpJson } from './index';

type Reply = (request: IncomingMessage, response: ServerResponse, body: string) => void;

let server: Server;
let baseUrl: string;
let reply: Reply;
let seen: { method: string; url: string; headers: IncomingMessage['headers']; body: string }[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      seen.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
      reply(request, response, body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v2/`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => (seen = []));

let calls = 0;
const client = (maxAnswerBytes?: number) =>
  httpJson(
    { name: `http-${(calls += 1)}`, deadlineMs: 2_000, tryTimeoutMs: 500, baseDelayMs: 1 },
    {
      baseUrl,
      headers: () => ({ authorization: 'Bearer k' }),
      ...(maxAnswerBytes === undefined ? {} : { maxAnswerBytes }),
    },
  );
async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
const failureOf = async (work: Promise<unknown>) => (await work.catch((error: unknown) => error)) as CallFailed;

describe('httpJson', () => {
  it('sends JSON and reads JSON', async () => {
    reply = (_, response) => response.writeHead(201, { 'content-type': 'application/json' }).end('{"id":"lbl_1"}');
    const answer = await client()<{ id: string }>({
      method: 'POST',
      path: '/labels',
      query: { a: 1, b: undefined },
      body: { x: 'ä' },
    });
    expect(answer).toMatchObject({ status: 201, body: { id: 'lbl_1' } });
    expect(seen[0]).toMatchObject({ method: 'POST', url: '/v2/labels?a=1', body: '{"x":"ä"}' });
    expect(seen[0]?.headers).toMatchObject({ authorization: 'Bearer k', 'content-type': 'application/json' });
  });

  it('throws a refusal with its status and body, and keeps the body out of logs', async () => {
    reply = (_, response) => response.writeHead(402).end('{"code":"card_declined"}');
    const failure = await failureOf(client()({ method: 'POST', path: 'charges', body: {} }));
    expect(failure).toMatchObject({ reason: 'status', status: 402, unknownOutcome: false });
    expect(failure.body).toEqual({ code: 'card_declined' });
    expect(JSON.stringify(failure)).not.toContain('card_declined');
    expect(seen).toHaveLength(1);
  });

  it('repeats a POST only when it carries an idempotency key', async () => {
    reply = (_, response) => response.writeHead(seen.length < 2 ? 503 : 200).end('{}');
    await expect(client()({ method: 'POST', path: 'a', headers: { 'idempotency-key': 'k1' } })).resolves.toMatchObject({
      status: 200,
    });
    seen = [];
    expect(await failureOf(client()({ method: 'POST', path: 'a' }))).toMatchObject({
      status: 503,
      unknownOutcome: true,
    });
  });

  it('waits as long as it is asked to, and gives up where the deadline is nearer', async () => {
    reply = (_, response) => response.writeHead(seen.length < 2 ? 429 : 200, { 'retry-after': '1' }).end();
    const started = performance.now();
    await client()({ method: 'GET', path: 'a' });
    expect(performance.now() - started).toBeGreaterThanOrEqual(990);
    seen = [];
    reply = (_, response) => response.writeHead(503, { 'retry-after': '60' }).end();
    expect(await failureOf(client()({ method: 'GET', path: 'a' }))).toMatchObject({
      status: 503,
      retryAfterMs: 60_000,
    });
    expect(seen).toHaveLength(1);
  });

  it('does not follow redirects', async () => {
    reply = (_, response) => response.writeHead(302, { location: 'http://169.254.169.254/' }).end();
    expect(await failureOf(client()({ method: 'GET', path: 'a' }))).toMatchObject({ reason: 'status', status: 302 });
  });

  it('does not know what became of a request that is answered with a redirect', async () => {
    for (const code of [302, 303]) {
      reply = (_, response) => response.writeHead(code, { location: '/done' }).end();
      const failure = await failureOf(client()({ method: 'POST', path: 'a' }));
      expect(failure).toMatchObject({ status: code, unknownOutcome: true });
    }
  });

  it('takes an answer that is no JSON or too long for unreadable, outcome unknown', async () => {
    reply = (_, response) => response.writeHead(200).end('<html>');
    const post = { method: 'POST', path: 'a', body: {} } as const;
    expect(await failureOf(client()(post))).toMatchObject({ reason: 'network', unknownOutcome: true });
    reply = (_, response) => response.writeHead(200).end(`"${'x'.repeat(2_000)}"`);
    expect(await failureOf(client(1_000)(post))).toMatchObject({ reason: 'network', unknownOutcome: true });
  });

  it('quotes nothing of an answer that it cannot read', async () => {
    reply = (_, response) => response.writeHead(200).end('Ana Souza, Rua A 1');
    const failure = await failureOf(client()({ method: 'POST', path: 'a' }));
    expect(String(failure.cause)).toBe('Error: the answer is not JSON');
    expect(inspect(failure)).not.toContain('Ana');
  });

  it('reads an error page by its status', async () => {
    reply = (_, response) => response.writeHead(502).end('<html>Bad gateway');
    const failure = await failureOf(client()({ method: 'POST', path: 'a' }));
    expect(failure).toMatchObject({ reason: 'status', status: 502, unknownOutcome: true });
  });

  it('knows that nothing was sent when the connection is refused, and not when it breaks', async () => {
    const nobody = httpJson(
      { name: 'nobody', deadlineMs: 500, tryTimeoutMs: 200 },
      { baseUrl: `http://127.0.0.1:${await freePort()}` },
    );
    const post = { method: 'POST', path: 'a' } as const;
    expect(await failureOf(nobody(post))).toMatchObject({ reason: 'network', unknownOutcome: false });
    reply = (request) => request.socket.destroy();
    expect(await failureOf(client()(post))).toMatchObject({ reason: 'network', unknownOutcome: true });
  });

  it.each([
    ['is no HTTP', 'Ana Souza, Rua A 1\r\n\r\n'],
    ['is cut off', 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"a":'],
    ['is cut off between its chunks', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{"a":\r\n'],
    ['has chunks of no size', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n'],
    ['has headers without end', `HTTP/1.1 200 OK\r\nx-long: ${'x'.repeat(100_000)}\r\n\r\n{}`],
  ])('takes an answer that %s for unreadable, and reads again', async (_what, bytes) => {
    reply = (request, response) => void (seen.length < 2 ? request.socket.end(bytes) : response.end('{}'));
    const failure = await failureOf(client()({ method: 'POST', path: 'a' }));
    expect(failure).toMatchObject({ name: 'CallFailed', reason: 'network', unknownOutcome: true });
    expect(inspect(failure)).not.toContain('Ana');
    seen = [];
    await expect(client()({ method: 'GET', path: 'a' })).resolves.toMatchObject({ status: 200 });
  });

  it('refuses to leave its place for a name that is no step of a path', async () => {
    reply = (_, response) => response.end('{}');
    for (const name of ['..', '.', '%2e%2E']) {
      await expect(async () => client()({ method: 'POST', path: `/shipments/${name}/void` })).rejects.toThrow('path');
    }
    expect(seen).toEqual([]);
  });

  it.each(['-3', '1,5', 'soon', '9e3'])('does not take %s for a time to wait', async (wait) => {
    reply = (_, response) => response.writeHead(503, { 'retry-after': wait }).end();
    expect((await failureOf(client()({ method: 'POST', path: 'a' }))).retryAfterMs).toBeUndefined();
  });

  it('waits as long as asked in fractions of a second or until a date', async () => {
    const asked = async (wait: string) => {
      reply = (_, response) => response.writeHead(503, { 'retry-after': wait }).end();
      return (await failureOf(client()({ method: 'POST', path: 'a' }))).retryAfterMs ?? NaN;
    };
    expect(await asked('2.0')).toBe(2_000);
    expect(await asked(new Date(Date.now() + 100_000).toUTCString())).toBeGreaterThan(90_000);
    expect(await asked('Fri, 31 Dec 1999 23:59:59 GMT')).toBe(0);
  });

  it('gives up on a server that hangs', async () => {
    reply = () => undefined;
    expect(await failureOf(client()({ method: 'POST', path: 'a' }))).toMatchObject({
      reason: 'timeout',
      unknownOutcome: true,
    });
  });
});
