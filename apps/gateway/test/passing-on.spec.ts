import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { request as send, type IncomingMessage } from 'node:http';
import { bytesOf } from './fake-neighbour';
import { RunningGateway } from './running-gateway';

let gateway: RunningGateway;
beforeAll(async () => {
  gateway = await RunningGateway.start();
});
afterAll(() => gateway.stop());
afterEach(() => {
  gateway.orders.reset();
  gateway.catalog.reset();
});

const seen = (): IncomingMessage => gateway.orders.seen[0] as IncomingMessage;
const sha = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const MIB = 1024 * 1024;

describe('a request', () => {
  it('keeps method, path, query and headers', async () => {
    const headers = { authorization: 'Bearer k', 'Idempotency-Key': 'a-1', 'if-match': '"3"', cookie: 'a=1; b=2' };
    await gateway.ask('/v1/orders/ord%2F1/cancel?x=1&x=2&q=%20', { method: 'PATCH', headers }, '{"a":1}');
    expect([seen().method, seen().url]).toEqual(['PATCH', '/v1/orders/ord%2F1/cancel?x=1&x=2&q=%20']);
    const { authorization, cookie } = seen().headers;
    expect({ authorization, cookie }).toEqual({ authorization: 'Bearer k', cookie: 'a=1; b=2' });
    expect([seen().headers['idempotency-key'], seen().headers['if-match']]).toEqual(['a-1', '"3"']);
  });

  it('leaves what is said to the next connection only', async () => {
    const headers = { connection: 'x-secret, close', 'x-secret': 's', te: 'trailers', 'proxy-authorization': 'p' };
    await gateway.ask('/v1/orders', { headers });
    expect(Object.keys(seen().headers)).not.toEqual(expect.arrayContaining(['x-secret']));
    for (const name of ['x-secret', 'te', 'proxy-authorization']) expect(seen().headers[name]).toBeUndefined();
  });

  it('tells who called, by which name and over what', async () => {
    const headers = { host: 'api.example.com', 'x-forwarded-for': '203.0.113.7', 'x-forwarded-host': 'forged' };
    await gateway.ask('/v1/orders', { headers });
    expect(seen().headers).toMatchObject({
      'x-forwarded-for': '203.0.113.7, 127.0.0.1',
      'x-forwarded-host': 'api.example.com',
      'x-forwarded-proto': 'http',
      via: '1.1 entrepot',
      host: `127.0.0.1:${gateway.orders.port}`,
    });
  });

  it('goes on in the trace of its caller, with its id or with one of ours', async () => {
    const traceId = 'a'.repeat(32);
    const traceparent = `00-${traceId}-${'b'.repeat(16)}-01`;
    const reply = await gateway.ask('/v1/orders', { headers: { traceparent, 'x-request-id': 'mine-1' } });
    expect(seen().headers['traceparent']).toMatch(new RegExp(`^00-${traceId}-(?!b{16})[0-9a-f]{16}-01$`));
    expect(reply.headers['traceparent']).toBe(seen().headers['traceparent']);
    expect([seen().headers['x-request-id'], reply.headers['x-request-id']]).toEqual(['mine-1', 'mine-1']);
    const other = await gateway.ask('/v1/orders');
    expect(other.headers['x-request-id']).toMatch(/^[0-9a-f]{32}$/);
  });

  it('arrives byte for byte, so that signatures over the bytes hold', async () => {
    const body = Buffer.concat([Buffer.from('{ "odd" :\t1 }\r\n'), randomBytes(64)]);
    let arrived: Buffer = Buffer.alloc(0);
    gateway.orders.behave = (request, response) => {
      void bytesOf(request).then((bytes) => {
        arrived = bytes;
        response.end();
      });
    };
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip', 'psp-signature': 't=1,v1=ab' };
    await gateway.ask('/v1/orders', { method: 'POST', headers }, body);
    expect(sha(arrived)).toBe(sha(body));
    expect(seen().headers).toMatchObject({ ...headers, 'content-length': String(body.length) });
  });

  it('of 32 MiB arrives whole', async () => {
    const body = randomBytes(32 * MIB);
    gateway.catalog.behave = (request, response) => void bytesOf(request).then((bytes) => response.end(sha(bytes)));
    const reply = await gateway.ask('/v1/imports', { method: 'POST', headers: { 'content-type': 'text/csv' } }, body);
    expect(reply.text).toBe(sha(body));
  });

  it('is passed on while it still comes in, if it is long', async () => {
    let half: () => void = () => undefined;
    const halfArrived = new Promise<void>((resolve) => (half = resolve));
    gateway.catalog.behave = (request, response) => {
      request.once('data', () => half());
      request.once('end', () => response.end('done'));
    };
    const request = send(`${gateway.url}/v1/imports`, { method: 'POST', headers: { 'content-type': 'text/csv' } });
    request.write('sku,title\n'.repeat(MIB / 8));
    await halfArrived;
    request.end('A,a\n');
    const [answer] = (await once(request, 'response')) as [IncomingMessage];
    expect((await bytesOf(answer)).toString()).toBe('done');
  });

  it('may be answered before it is read: whoever has no key need not be listened to', async () => {
    gateway.catalog.behave = (_, response) => response.writeHead(401, { 'x-why': 'no key' }).end('no');
    const reply = await gateway.ask('/v1/imports', { method: 'POST' }, randomBytes(8 * MIB));
    expect([reply.status, reply.headers['x-why'], reply.text]).toEqual([401, 'no key', 'no']);
  });
});

describe('a path that names its host, as proxies write it', () => {
  it('is answered as without, under the name that it says', async () => {
    const reply = await gateway.ask('http://api.example.com/v1/orders/1?x=1', { headers: { host: 'other' } });
    expect([reply.status, seen().url]).toEqual([200, '/v1/orders/1?x=1']);
    expect(seen().headers['x-forwarded-host']).toBe('api.example.com');
    expect((await gateway.ask('http://api.example.com//v1/orders')).status).toBe(404);
  });
});

describe('an answer', () => {
  it('keeps status, headers and body, problems too', async () => {
    const problem = '{"type":"urn:entrepot:problem:order.not-found","status":404,"code":"order.not-found"}';
    gateway.orders.behave = (_, response) => {
      const headers = [...['Content-Type', 'application/problem+json'], ...['Set-Cookie', 'a=1', 'Set-Cookie', 'b=2']];
      response.writeHead(404, [...headers, 'ETag', '"3"', 'Location', '/v1/orders/1', 'Keep-Alive', 'timeout=1']);
      response.end(problem);
    };
    const reply = await gateway.ask('/v1/orders/1');
    expect([reply.status, reply.text]).toEqual([404, problem]);
    expect(reply.headers).toMatchObject({
      'content-type': 'application/problem+json',
      'set-cookie': ['a=1', 'b=2'],
      etag: '"3"',
      location: '/v1/orders/1',
    });
    expect(reply.headers['keep-alive']).not.toBe('timeout=1');
  });

  it('of a service in trouble is its own, with its Retry-After', async () => {
    gateway.orders.behave = (_, response) => response.writeHead(503, { 'retry-after': '7' }).end('busy');
    const reply = await gateway.ask('/v1/orders/1');
    expect([reply.status, reply.headers['retry-after'], reply.text]).toEqual([503, '7', 'busy']);
  });

  it('without a body stays without one', async () => {
    gateway.orders.behave = (_, response) => response.writeHead(304, { etag: '"3"' }).end();
    expect(await gateway.ask('/v1/orders/1')).toMatchObject({ status: 304, text: '' });
    gateway.orders.behave = (_, response) => response.writeHead(200, { 'content-length': '12' }).end();
    const head = await gateway.ask('/v1/orders/1', { method: 'HEAD' });
    expect([head.status, head.headers['content-length'], head.text]).toEqual([200, '12', '']);
  });

  it('is passed on while it still comes in, if it is long', async () => {
    let finish: () => void = () => undefined;
    gateway.orders.behave = (_, response) => {
      response.write('first ');
      finish = () => response.end('second');
    };
    const request = send(`${gateway.url}/v1/orders`).end();
    const [answer] = (await once(request, 'response')) as [IncomingMessage];
    const [first] = (await once(answer, 'data')) as [Buffer];
    expect(first.toString()).toBe('first ');
    finish();
    expect((await bytesOf(answer)).toString()).toBe('second');
  });

  it('of 32 MiB arrives whole', async () => {
    const body = randomBytes(32 * MIB);
    gateway.orders.behave = (_, response) => response.end(body);
    expect(sha((await gateway.ask('/v1/orders')).raw)).toBe(sha(body));
  });
});

describe('operations', () => {
  it('are those of the service that the path names, ids as they were encoded', async () => {
    await gateway.ask('/v1/operations/orders/parked/a%2Fb%2Fc?limit=1');
    await gateway.ask('/v1/operations/catalog/progress');
    expect(seen().url).toBe('/v1/operations/parked/a%2Fb%2Fc?limit=1');
    expect(gateway.catalog.seen[0]?.url).toBe('/v1/operations/progress');
  });
});

describe('a path that nobody answers', () => {
  it.each([
    ['/v1/nothing', 'unknown'],
    ['/v1/operations/progress', 'no service'],
    ['/v1/orders/../payments', 'dots'],
    ['/v1/orders/%2e%2E/x', 'encoded dots'],
    ['//v1/orders', 'an empty part'],
    ['/v1//orders', 'an empty part'],
    ['/V1/orders', 'another spelling'],
    ['/services/orders/metrics', 'inside only'],
    ['/services/orders/docs/../metrics', 'dots'],
  ])('%s is a 404 (%s)', async (path) => {
    const reply = await gateway.ask(path);
    expect([reply.status, JSON.parse(reply.text)]).toMatchObject([404, { code: 'request.route-unknown' }]);
    expect(gateway.orders.seen).toEqual([]);
  });
});
