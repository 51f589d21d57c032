import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Door } from './door';
import { EXIT, Failed } from './exit';

let server: Server;
let answer: RequestListener;

beforeAll(async () => {
  server = createServer((request, response) => answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const door = () => new Door({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, key: 'k' });
const failureOf = (asked: Promise<unknown>) => asked.catch((error: unknown) => error);

describe('a door', () => {
  it('that is none of ours is said to be none, without the stack of a parser', async () => {
    answer = (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Welcome</html>');
    const failure = await failureOf(door().get('/health'));
    expect(failure).toBeInstanceOf(Failed);
    expect(failure).toMatchObject({
      status: EXIT.unreachable,
      message: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+ answers no JSON: is it the address of the gateway\?$/),
    });
  });

  it('that refuses tells why and with which code', async () => {
    const problem = { detail: 'No', code: 'x.not-found', errors: [{ field: 'a', message: 'must be b' }] };
    answer = (_, response) => response.writeHead(404).end(JSON.stringify(problem));
    expect(await failureOf(door().get('/v1/x'))).toMatchObject({
      status: EXIT.refused,
      message: 'No; a: must be b (x.not-found)',
    });
  });

  it('that is not ready tells what it lacks', async () => {
    const told = { status: 'not-ready', phase: 'running', missing: ['mongo', 'consumer'] };
    answer = (_, response) => response.writeHead(503).end(JSON.stringify(told));
    expect(await failureOf(door().get('/services/orders/health/ready'))).toMatchObject({
      status: EXIT.unreachable,
      message: 'is running, without mongo, consumer',
    });
  });
});
