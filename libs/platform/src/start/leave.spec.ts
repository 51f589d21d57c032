import { Agent, createServer, get, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Vitals } from '../health/vitals';
import { leave } from './leave';
import type { Opened } from './opened';

const agent = new Agent({ keepAlive: true, maxSockets: 1 });

/** Asks over the one connection that is kept open; the status and what is said about the connection, or the error. */
function ask(server: Server, path = '/v1/orders'): Promise<string> {
  const address = server.address() as AddressInfo | null;
  if (address === null) return Promise.resolve('closed');
  const { port } = address;
  return new Promise((resolve) => {
    get({ port, path, host: '127.0.0.1', agent }, (answer) => {
      answer.resume().once('end', () => resolve(`${answer.statusCode} ${answer.headers.connection}`));
    }).once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
  });
}

function leaving(server: Server, vitals: Vitals): Promise<void> {
  const app = { getHttpServer: () => server, close: () => Promise.resolve() } as unknown as NestExpressApplication;
  const opened = { closeAll: () => Promise.resolve() } as unknown as Opened;
  const failed = (step: string, error: unknown) => {
    throw new Error(`${step}: ${String(error)}`);
  };
  return leave({ app, vitals, opened, requestsMs: 5_000, failed });
}

async function opened(): Promise<Server> {
  const server = createServer((_, response) => response.end('here'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

/** Asks every 100 ms for 800 ms, which is longer than a door stays open for nobody. */
async function keepAsking(server: Server, path: string): Promise<string[]> {
  const answers: string[] = [];
  for (let times = 0; times < 8; times += 1) {
    answers.push(await ask(server, path));
    await sleep(100);
  }
  return answers;
}

describe('leaving', () => {
  afterAll(() => agent.destroy());

  it('answers who comes over a connection that was kept open, and tells it to come by another one', async () => {
    const server = await opened();
    expect(await ask(server)).toBe('200 keep-alive');
    const vitals = new Vitals();
    const left = leaving(server, vitals);
    const during = await ask(server);
    expect(vitals.phase).toBe('leaving');
    expect(during).toBe('200 close');
    await left;
    expect(server.listening).toBe(false);
  });

  it.each([
    ['goes on answering while somebody comes', '/v1/orders', true],
    ['does not wait for who asks how it is', '/health/ready', false],
  ])('%s', async (_, path, isOpen) => {
    const server = await opened();
    await ask(server);
    const left = leaving(server, new Vitals());
    const answers = await keepAsking(server, path);
    expect(answers.every((answer) => answer === '200 close')).toBe(isOpen);
    await left;
    expect(await ask(server)).toBe('closed');
  });
});
