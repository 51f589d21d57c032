import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { LOOPBACK } from '../../../libs/testing/src/process/ports';
import type { RunningSystem } from '../../../libs/testing/src/system/start-system';
import { tryNext } from '../try-next';
import { landingPage } from './page';
import { statusOf } from './status';

/** The state of the processes at `/status.json`. The page at `/` is the gateway's; where none runs, one of the processes. */
export function startLanding(port: number, system: RunningSystem): Promise<Server> {
  const server = createServer((request, response) => {
    answer(request, response, system).catch(() => response.destroy());
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, LOOPBACK, () => resolve(server));
  });
}

async function answer(request: IncomingMessage, response: ServerResponse, system: RunningSystem): Promise<void> {
  const path = (request.url ?? '/').split('?')[0];
  const { gateway } = system.instances;
  if (path === '/' && gateway !== undefined) return redirect(response, system.urls.gateway);
  if (path !== '/' && path !== '/status.json') return send(response, 404, 'text/plain', 'Not found\n');
  const processes = await statusOf(system);
  if (path === '/status.json') {
    const { brokers, mongoUri } = system;
    return send(response, 200, 'application/json', `${JSON.stringify({ processes, brokers, mongoUri }, null, 2)}\n`);
  }
  send(response, 200, 'text/html', landingPage(processes, system.key, tryNext(system)));
}

function redirect(response: ServerResponse, address: string): void {
  response.writeHead(302, { location: `${address}/`, 'cache-control': 'no-store' }).end();
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store' }).end(body);
}
