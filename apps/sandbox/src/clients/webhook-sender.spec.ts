import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Chance } from '../domain/chance';
import { WebhookSender } from './webhook-sender';

describe('the webhooks of the sandbox', () => {
  let server: Server;
  let url: string;
  let tries = 0;
  const sender = new WebhookSender();
  const send = () =>
    sender.send({ url, secret: 'secret', header: 'psp-signature', body: '{}', trace: {} }, undefined, new Chance(1));

  /** Waits for so many tries: how long one takes is up to the machine. */
  const until = async (holds: () => boolean) => {
    while (!holds()) await sleep(5);
  };
  const reached = (wanted: number) => until(() => tries >= wanted);

  beforeAll(async () => {
    server = createServer((_, response) => {
      tries += 1;
      setTimeout(() => response.writeHead(500).end(), 50);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  });
  afterAll(async () => {
    sender.onModuleDestroy();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  beforeEach(() => (tries = 0));

  it('are tried again until they are taken', async () => {
    expect(sender.waiting).toBe(0);
    send();
    await reached(2);
    expect(sender.waiting).toBeGreaterThan(0);
    sender.clear();
    await until(() => sender.waiting === 0);
  });

  it('are waited for as soon as they are foreseen, without a gap until they are sent', async () => {
    await until(() => sender.waiting === 0);
    sender.foresee(20, send);
    expect(sender.waiting).toBe(1);
    let least = Infinity;
    await until(() => {
      least = Math.min(least, sender.waiting);
      return tries > 0;
    });
    expect(least).toBeGreaterThan(0);
    sender.clear();
    await until(() => sender.waiting === 0);
  });

  it('are forgotten when they are to be, those that are just being tried among them', async () => {
    await sleep(100);
    tries = 0;
    send();
    await reached(1);
    sender.clear();
    await sleep(300);
    expect(tries).toBe(1);
  });
});
