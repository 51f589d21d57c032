import { Agent, createServer, get, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Vitals } from '../health/vitals';
import { leave, type LeaveParts } from './leave';
import { OpenAnswers } from './open-answers';
import type { Opened } from './opened';

let answers: OpenAnswers;
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

function leaving(server: Server, vitals: Vitals, more: Partial<LeaveParts> = {}): Promise<void> {
  const app = { getHttpServer: () => server, close: () => Promise.resolve() } as unknown as NestExpressApplication;
  const opened = { closeAll: () => Promise.resolve() } as unknown as Opened;
  const failed = (step: string, error: unknown) => {
    throw new Error(`${step}: ${String(error)}`);
  };
  return leave({ app, vitals, opened, answers, requestsMs: 5_000, failed, ...more });
}

async function opened(serve: RequestListener = (_, response) => void response.end('here')): Promise<Server> {
  const server = createServer(serve);
  answers = new OpenAnswers(server);
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

  it('tells who was being answered when it began as well, and does not wait for the connection to be used again', async () => {
    const server = await opened((_, response) => void setTimeout(() => response.end('here'), 900));
    const asked = ask(server);
    await sleep(50);
    const began = performance.now();
    await leaving(server, new Vitals(), { requestsMs: 5_000 });
    expect(await asked).toBe('200 close');
    expect(performance.now() - began).toBeLessThan(2_500);
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

describe('a request that takes longer than the door waits', () => {
  afterAll(() => agent.destroy());

  it('is answered all the same when what it waits for ends, or is given up, with the rest of the process', async () => {
    let giveUp = (): void => undefined;
    const server = await opened((_, response) => {
      giveUp = () => void response.writeHead(503, { 'retry-after': '2' }).end();
    });
    const asked = ask(server);
    await sleep(50);
    await leaving(server, new Vitals(), { requestsMs: 100, stopBackbone: async () => giveUp() });
    expect(await asked).toMatch(/^503 /);
  });

  it('is broken off in the end, and the process leaves', async () => {
    const server = await opened(() => undefined);
    const asked = ask(server);
    await sleep(50);
    const steps: string[] = [];
    const stopBackbone = async () => void steps.push('backbone');
    const app = { getHttpServer: () => server, close: async () => void steps.push('modules') };
    await leaving(server, new Vitals(), { requestsMs: 100, stopBackbone, app: app as never });
    expect([await asked, steps]).toEqual(['ECONNRESET', ['backbone', 'modules']]);
  });
});
