import { request as send } from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { RunningGateway } from './running-gateway';

let gateway: RunningGateway;
beforeEach(async () => {
  gateway = await RunningGateway.start();
});
afterEach(() => gateway.stop());

const calls = () => gateway.orders.seen.length;

/** Asks for orders, and goes away as soon as the service has heard of it. */
async function askAndLeave(): Promise<void> {
  const before = calls();
  const request = send(`${gateway.url}/v1/orders`).on('error', () => undefined);
  request.end();
  while (calls() === before) await nextTurn();
  const ended = new Promise((resolve) => gateway.orders.seen[before]?.once('close', resolve));
  request.destroy();
  await ended;
}

describe('callers who go away', () => {
  it('do not keep the breaker closed when the service is silent for all others', async () => {
    gateway.orders.behave = () => undefined;
    for (let times = 0; times < 25; times += 1) await askAndLeave();
    const stayed = await Promise.all(Array.from({ length: 20 }, () => gateway.ask('/v1/orders')));
    expect(new Set(stayed.map(({ status }) => status))).toEqual(new Set([504]));
    expect((await gateway.ask('/v1/orders')).status).toBe(503);
    expect(calls()).toBe(45);
  });
});
