import { Agent, request } from 'undici';

export interface HttpCall {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface OpenLoop {
  /** Calls a second, whether or not answers keep up. */
  readonly rate: number;
  readonly seconds: number;
}

/** What came of the calls of an open loop. */
export interface Answers {
  /** Milliseconds from the moment that a call was due to the end of its answer: waiting to be sent counts. */
  readonly durations: readonly number[];
  /** How many answers of each status; `failed` for none. */
  readonly statuses: Readonly<Record<string, number>>;
  /** How long the last call of the loop was sent after it was due, at most, milliseconds: above some, the loop itself is what was measured. */
  readonly latestSendMs: number;
}

const TICK_MS = 2;
const CONNECTIONS = 128;
const ANSWER_WITHIN_MS = 60_000;

/** Every call has its moment: a late one counts from there, so that a system that stops is not measured as idle. */
export async function openLoop({ rate, seconds }: OpenLoop, callOf: (index: number) => HttpCall): Promise<Answers> {
  const agent = new Agent({ connections: CONNECTIONS, pipelining: 1, keepAliveTimeout: 30_000 });
  const durations: number[] = [];
  const statuses: Record<string, number> = {};
  let latestSendMs = 0;
  const calls: Promise<void>[] = [];
  const started = performance.now();
  const send = async (index: number, dueAt: number) => {
    latestSendMs = Math.max(latestSendMs, performance.now() - dueAt);
    const status = await statusOf(callOf(index), agent);
    durations.push(performance.now() - dueAt);
    statuses[status] = (statuses[status] ?? 0) + 1;
  };
  for (let sent = 0; sent < rate * seconds;) {
    const due = Math.min(rate * seconds, Math.floor(((performance.now() - started) * rate) / 1_000) + 1);
    for (; sent < due; sent += 1) calls.push(send(sent, started + (sent * 1_000) / rate));
    await new Promise((resolve) => setTimeout(resolve, TICK_MS));
  }
  await Promise.all(calls);
  await agent.close();
  return { durations, statuses, latestSendMs: Math.round(latestSendMs) };
}

async function statusOf({ url, method, headers, body }: HttpCall, dispatcher: Agent): Promise<string> {
  try {
    const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
    const answer = await request(url, { method, headers: { ...headers }, body: body ?? null, dispatcher, signal });
    await answer.body.dump({ limit: 64 * 1_024 * 1_024 });
    return String(answer.statusCode);
  } catch {
    return 'failed';
  }
}
