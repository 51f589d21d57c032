import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { request as send } from 'node:http';
import { connect } from 'node:net';
import { bytesOf } from './fake-neighbour';
import { RunningGateway } from './running-gateway';

let gateway: RunningGateway;
beforeEach(async () => {
  gateway = await RunningGateway.start();
});
afterEach(() => gateway.stop());

const get = () => gateway.ask('/v1/orders/1');
const post = () => gateway.ask('/v1/orders', { method: 'POST', headers: { 'content-type': 'application/json' } }, '{}');
const problemOf = ({ text }: { text: string }) => JSON.parse(text) as Record<string, unknown>;
const calls = () => gateway.orders.seen.length;

describe('a service that', () => {
  it('is silent is a 504 that says that it may have acted', async () => {
    gateway.orders.behave = () => undefined;
    const reply = await post();
    expect([reply.status, reply.headers['content-type']]).toEqual([504, 'application/problem+json; charset=utf-8']);
    expect(problemOf(reply)).toMatchObject({ code: 'dependency.timeout', status: 504, traceId: expect.any(String) });
    expect(calls()).toBe(1);
  });

  it('has a longer limit of its own is waited for', async () => {
    gateway.catalog.behave = (_, response) => void setTimeout(() => response.end('late'), 2_000);
    expect(await gateway.ask('/v1/products')).toMatchObject({ status: 200, text: 'late' });
  });

  it('resets the connection is a 502, and is not asked again', async () => {
    gateway.orders.behave = (request) => request.socket.resetAndDestroy();
    for (const ask of [get, post]) {
      const reply = await ask();
      expect([reply.status, problemOf(reply)['code']]).toEqual([502, 'dependency.broke-off']);
    }
    expect(calls()).toBe(2);
  });

  it('answers no HTTP is a 502', async () => {
    gateway.orders.behave = (request) => request.socket.end('SSH-2.0-OpenSSH\r\n');
    expect(problemOf(await get())).toMatchObject({ status: 502, code: 'dependency.broke-off' });
  });

  it('is away is a 503 with Retry-After', async () => {
    await gateway.orders.stop();
    for (const ask of [get, post]) {
      const reply = await ask();
      expect([reply.status, problemOf(reply)['code']]).toEqual([503, 'dependency.unavailable']);
      expect(Number(reply.headers['retry-after'])).toBeGreaterThanOrEqual(1);
    }
    await gateway.orders.startAgain();
  });

  it('is away is asked once more, after a moment, for what changes nothing, and only for that', async () => {
    await gateway.orders.stop();
    const refused = new Promise<void>((resolve) => {
      const onRefusal = () => {
        unsubscribe('undici:client:connectError', onRefusal);
        resolve(gateway.orders.startAgain());
      };
      subscribe('undici:client:connectError', onRefusal);
    });
    const reply = await get();
    await refused;
    expect(reply.status).toBe(200);
    await gateway.orders.stop();
    const written = await post();
    await gateway.orders.startAgain();
    expect(written.status).toBe(503);
  });

  it('breaks off its answer breaks it off for the caller as well', async () => {
    gateway.orders.behave = (request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half of it', () => request.socket.destroy());
    };
    await expect(get()).rejects.toMatchObject({ code: 'ECONNRESET' });
  });
});

describe('the breaker of a route', () => {
  const fail = async (times: number) => {
    for (let at = 0; at < times; at += 1) await get();
  };

  it('opens when it fails, says when to come again, and leaves it alone meanwhile', async () => {
    gateway.orders.behave = (_, response) => response.writeHead(500).end('bug');
    await fail(20);
    const asked = calls();
    expect(asked).toBe(20);
    const reply = await get();
    expect([reply.status, reply.headers['retry-after']]).toEqual([503, '1']);
    expect(problemOf(reply)).toMatchObject({
      code: 'dependency.unavailable',
      detail: expect.stringMatching(/^orders /),
    });
    expect(calls()).toBe(asked);
    expect((await gateway.ask('/v1/products')).status).toBe(200);
  });

  it('stops neither changes on the same route nor other routes of the service', async () => {
    gateway.orders.behave = (request, response) => {
      const isLook = request.method === 'GET' && request.url?.startsWith('/v1/orders/') === true;
      response.writeHead(isLook ? 500 : 200).end('{}');
    };
    await fail(21);
    expect((await get()).status).toBe(503);
    expect((await gateway.ask('/v1/orders', { method: 'POST' }, '{}')).status).toBe(200);
    expect((await gateway.ask('/v1/order-totals')).status).toBe(200);
  });

  it('closes again when it answers', async () => {
    gateway.orders.behave = (_, response) => response.writeHead(500).end('bug');
    await fail(21);
    gateway.orders.reset();
    let status = 503;
    const deadline = Date.now() + 5_000;
    while (status === 503 && Date.now() < deadline) ({ status } = await get());
    expect(status).toBe(200);
  });

  it('is not opened by refusals', async () => {
    gateway.orders.behave = (_, response) => response.writeHead(422).end('no');
    await fail(40);
    expect(calls()).toBe(40);
  });

  it('is not opened by callers who go away', async () => {
    gateway.orders.behave = () => undefined;
    for (let at = 1; at <= 25; at += 1) {
      const request = send(`${gateway.url}/v1/orders`).on('error', () => undefined);
      request.end();
      while (calls() < at) await new Promise((resolve) => setImmediate(resolve));
      const ended = new Promise((resolve) => gateway.orders.seen[at - 1]?.once('close', resolve));
      request.destroy();
      await ended;
    }
    gateway.orders.reset();
    expect((await get()).status).toBe(200);
  });
});

describe('a caller who goes away while sending', () => {
  it('ends the request at the service', async () => {
    const broken = new Promise<unknown>((resolve) => {
      gateway.catalog.behave = (request) => void bytesOf(request).catch(resolve);
    });
    const request = send(`${gateway.url}/v1/imports`, { method: 'POST' }).on('error', () => undefined);
    // What is shorter is passed on only when it is complete.
    request.write('sku\n'.repeat(300_000));
    while (gateway.catalog.seen.length === 0) await new Promise((resolve) => setImmediate(resolve));
    request.destroy();
    expect(await broken).toMatchObject({ code: 'ECONNRESET' });
  });
});

describe('callers whose headers are longer than a service reads', () => {
  // Short enough for the gateway itself; the service gets some more, and would end the connection in the middle of the body.
  const headers = { 'x-long': 'y'.repeat(16_000), 'content-type': 'application/json' };
  const send = () => gateway.ask('/v1/orders', { method: 'POST', headers }, Buffer.alloc(4_000_000, 'z'));

  it('are told so, and do not open the breaker for all others', async () => {
    for (let at = 0; at < 25; at += 1) {
      expect(problemOf(await send())).toMatchObject({ status: 431, code: 'request.headers-too-large' });
    }
    expect((await post()).status).toBe(200);
  });
});

describe('callers who send slowly', () => {
  /** More than there may be under way at once. */
  const MANY = 513;

  function stalled(body: string): Promise<string> {
    const { hostname, port } = new URL(gateway.url);
    const socket = connect({ host: hostname, port: Number(port) });
    socket.write(`POST /v1/orders HTTP/1.1\r\nhost: x\r\ncontent-length: 2000000\r\n\r\n${body}`);
    return new Promise((resolve) => {
      let answer = '';
      socket.on('data', (chunk) => (answer += chunk.toString()));
      socket.on('error', () => undefined).once('close', () => resolve(answer));
    });
  }

  it('hold no place, so all others are served, and are told that they are too slow', async () => {
    await gateway.stop();
    gateway = await RunningGateway.start({ ANSWER_WITHIN_MS: '2000' });
    const slow = Array.from({ length: MANY }, () => stalled('{'));
    expect((await post()).status).toBe(200);
    const answers = await Promise.all(slow);
    expect(answers.filter((answer) => answer.startsWith('HTTP/1.1 408 '))).toHaveLength(MANY);
    expect(answers[0]).toContain('"code":"request.too-slow"');
    expect(calls()).toBe(1);
  });

  it('are broken off in the middle of what is passed on as well, and the breaker does not count them', async () => {
    gateway.orders.behave = (request, response) =>
      void bytesOf(request).then(
        () => response.end('{}'),
        () => undefined,
      );
    const answers = await Promise.all(Array.from({ length: 25 }, () => stalled('x'.repeat(1_500_000))));
    expect(answers.filter((answer) => answer.startsWith('HTTP/1.1 408 '))).toHaveLength(25);
    gateway.orders.reset();
    expect((await post()).status).toBe(200);
  });
});
