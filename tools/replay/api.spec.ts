import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Api } from './api';

/** Answers with these statuses, one after the other. */
function answering(statuses: number[], seen: string[]): Server {
  return createServer((request, response) => {
    seen.push(String(request.headers['idempotency-key']));
    response.writeHead(statuses.shift() ?? 200, { 'content-type': 'application/json' }).end('{"done":true}');
  });
}

const listen = (server: Server, port = 0): Promise<number> =>
  new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)));

const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.closeAllConnections();
    server.close(() => resolve());
  });

describe('how the replay speaks to a service', () => {
  it('goes on asking a service that is being started again, with the same key', async () => {
    const seen: string[] = [];
    const first = answering([], seen);
    const port = await listen(first);
    await close(first);
    const reply = new Api(`http://127.0.0.1:${port}`, 'k').post('/v1/orders', {}, { idempotencyKey: 'o1' });
    const second = answering([503], seen);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await listen(second, port);
    expect(await reply).toEqual({ status: 200, body: { done: true } });
    expect(seen).toEqual(['o1', 'o1']);
    await close(second);
  });

  it('takes a refusal as an answer', async () => {
    const seen: string[] = [];
    const server = answering([422], seen);
    const api = new Api(`http://127.0.0.1:${await listen(server)}`, 'k');
    expect((await api.post('/v1/orders', {})).status).toBe(422);
    expect(seen).toHaveLength(1);
    await close(server);
  });
});
