import type { Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Vitals } from '../health/vitals';
import type { OpenAnswers } from './open-answers';
import type { Opened } from './opened';

export interface LeaveParts {
  readonly app: NestExpressApplication;
  readonly vitals: Vitals;
  readonly opened: Opened;
  readonly answers: OpenAnswers;
  /** Stops consumers, commits and relay; absent in a process that is a door only. */
  readonly stopBackbone?: () => Promise<void>;
  /** How long open requests may take. */
  readonly requestsMs: number;
  readonly failed: (step: string, error: unknown) => void;
}

/** The door stays open for so long, then until nobody has come for a while, but not for ever. */
const [STAYS_OPEN_MS, QUIET_MS, LONGEST_OPEN_MS] = [500, 250, 3_000];
const LOOK_EVERY_MS = 50;

/** What was given up with the rest of the process still has to be written. */
const LAST_ANSWERS_MS = 500;

/**
 * Leaves in the order that loses nothing: not ready, no new requests, open ones answered; consumers drained, commits finished,
 * everything published, group and lease given back; then Nest's own hooks; connections last. Requests that take longer than the door
 * waits are answered when their commit has ended or is given up, with words that say whether to repeat them. A step that fails does
 * not keep the others from being taken.
 */
export async function leave(parts: LeaveParts): Promise<void> {
  const { app, vitals, opened, answers, stopBackbone, requestsMs, failed } = parts;
  const step = (name: string, work: () => Promise<unknown>) => work().catch((error: unknown) => failed(name, error));
  const server = app.getHttpServer() as Server;
  vitals.phase = 'leaving';
  let closed: Promise<void> = Promise.resolve();
  await step('requests', async () => {
    answers.endConnections();
    await sendElsewhere(server);
    closed = closeDoor(server);
    await Promise.race([closed, sleep(requestsMs, undefined, { ref: false })]);
  });
  if (stopBackbone !== undefined) await step('backbone', stopBackbone);
  await step('answers', () => breakOff(server, closed));
  await step('modules', () => app.close());
  await opened.closeAll(failed);
}

/** No new connections; resolves when the last one has ended. */
function closeDoor(server: Server): Promise<void> {
  if (!server.listening) return Promise.resolve();
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  return closed;
}

/** Ends the connections that are left, after a moment for those that are being answered now. */
async function breakOff(server: Server, closed: Promise<void>): Promise<void> {
  server.closeIdleConnections();
  await Promise.race([closed, sleep(LAST_ANSWERS_MS, undefined, { ref: false })]);
  server.closeAllConnections();
  await closed;
}

/**
 * Load balancers take a moment to see that this process is not ready any more, and clients keep connections open: a request that
 * meets the closing of an idle one gets no answer. So everything is still answered, and told to come by another way, until nobody
 * comes any more. Who only asks how this process is does not count.
 */
async function sendElsewhere(server: Server): Promise<void> {
  if (!server.listening) return;
  const connections = await new Promise<number>((resolve) => server.getConnections((_, count) => resolve(count)));
  if (connections === 0) return;
  const began = performance.now();
  let lastAt = began;
  server.prependListener('request', ({ url }, response) => {
    response.setHeader('Connection', 'close');
    if (url?.startsWith('/health') !== true) lastAt = performance.now();
  });
  const until = () => Math.min(Math.max(began + STAYS_OPEN_MS, lastAt + QUIET_MS), began + LONGEST_OPEN_MS);
  while (performance.now() < until()) await sleep(LOOK_EVERY_MS);
}
