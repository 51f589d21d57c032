import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { explain } from '@entrepot/testing';
import { SystemHost } from './host';

/*
 * A process beside jest, started before the first spec: tells by message where it answers, and ends with SIGTERM, or with jest,
 * however that ends.
 */
const host = new SystemHost();

const server = createServer((request, response) => {
  const asked = decodeURIComponent(request.url?.slice(1) ?? '');
  const reply = (status: number, body: object) => response.writeHead(status).end(JSON.stringify(body));
  host.answer(asked).then(
    (answer) => reply(200, answer),
    (error: unknown) => reply(500, { error: explain(error) }),
  );
});

server.listen(0, '127.0.0.1', () => {
  process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});

process.once('SIGTERM', () => {
  void host.close().finally(() => process.exit(0));
});
