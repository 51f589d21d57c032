import { decodeFetch, encodeFetch, FETCH_KEY, FETCH_VERSION, type FetchAnswer, type FetchLimits } from './fetch-codec';
import { FetchSession, withoutSession, type FetchPlan, type WantedTopic } from './fetch-session';
import type { FramedRequest, ProtocolRequest } from './framed-requests';

export interface FetchRequest extends Partial<FetchLimits> {
  readonly topics: readonly WantedTopic[];
}

/** The part of kafkajs's broker that is used and replaced here. */
export interface FetchingBroker {
  readonly versions: Readonly<Record<number, { maxVersion: number }>> | null;
  readonly connectionPool: { send(request: ProtocolRequest): Promise<unknown> };
  disconnect(): Promise<void>;
  fetch(request: FetchRequest): Promise<unknown>;
}

/** The parts of kafkajs that read what is not read here, and know its errors. */
export interface FetchReader {
  decodeMessages(decoder: object): Promise<FetchAnswer['responses'][0]['partitions'][0]['messages']>;
  Decoder: new (bytes: Buffer) => object;
  parse(answer: FetchAnswer): Promise<FetchAnswer>;
  createErrorFromCode(code: number): Error;
}

const READ_COMMITTED = 1;
const NETWORK_DELAY_MS = 100;

/**
 * kafkajs names every partition in every fetch, each through an encoder of its own, and the broker answers for each: with 45
 * partitions, 40 times a second, that was most of what reading costs. Here the broker remembers them (`FetchSession`).
 */
export function fetchInSessions(broker: FetchingBroker, reader: FetchReader): void {
  const { fetch } = broker;
  const sessions = new WeakMap<FetchingBroker, OneAtATime>();
  broker.fetch = async function (this: FetchingBroker, request: FetchRequest): Promise<unknown> {
    if ((this.versions?.[FETCH_KEY]?.maxVersion ?? 0) < FETCH_VERSION) return fetch.call(this, request);
    const session = sessions.get(this) ?? new OneAtATime();
    sessions.set(this, session);
    return session.fetch(request.topics, (plan) => ask(this, reader, request, plan));
  };
}

/** A broker is asked by one fetcher, one request after the other; should another one come in between, it gets no session. */
class OneAtATime {
  private readonly session = new FetchSession();
  private busy = false;

  async fetch(topics: readonly WantedTopic[], ask: (plan: FetchPlan) => Promise<Asked>): Promise<FetchAnswer> {
    if (this.busy) return (await ask(withoutSession(topics))).result();
    this.busy = true;
    try {
      for (;;) {
        const { answer, result } = await ask(this.session.plan(topics));
        if (this.session.answered(answer) !== 'again') return await result();
      }
    } catch (error) {
      this.session.lost();
      throw error;
    } finally {
      this.busy = false;
    }
  }
}

interface Asked {
  readonly answer: FetchAnswer;
  /** The answer, or what the broker says is wrong. */
  result(): Promise<FetchAnswer>;
}

async function ask(
  broker: FetchingBroker,
  reader: FetchReader,
  request: FetchRequest,
  plan: FetchPlan,
): Promise<Asked> {
  try {
    const answer = (await broker.connectionPool.send(framed(reader, limitsOf(request), plan))) as FetchAnswer;
    return { answer, result: () => checked(reader, answer) };
  } catch (error) {
    if ((error as Error).name === 'KafkaJSConnectionClosedError') await broker.disconnect();
    throw error;
  }
}

function limitsOf({ maxWaitTime = 5_000, minBytes = 1, maxBytes = 10_485_760, ...rest }: FetchRequest): FetchLimits {
  return {
    maxWaitTime,
    minBytes,
    maxBytes,
    isolationLevel: rest.isolationLevel ?? READ_COMMITTED,
    rackId: rest.rackId ?? '',
  };
}

function framed(reader: FetchReader, limits: FetchLimits, plan: FetchPlan): FramedRequest<FetchAnswer> {
  return {
    request: {
      apiKey: FETCH_KEY,
      apiName: 'Fetch',
      apiVersion: FETCH_VERSION,
      frame: (head) => encodeFetch(head, limits, plan),
    },
    requestTimeout: limits.maxWaitTime + NETWORK_DELAY_MS,
    read: (payload) => readAnswer(reader, payload),
  };
}

async function readAnswer({ decodeMessages, Decoder }: FetchReader, payload: Buffer): Promise<FetchAnswer> {
  const answer = decodeFetch(payload);
  for (const partition of answer.responses.flatMap(({ partitions }) => partitions)) {
    if (partition.undecoded === undefined) continue;
    const size = Buffer.alloc(4);
    size.writeInt32BE(partition.undecoded.length);
    partition.messages = await decodeMessages(new Decoder(Buffer.concat([size, partition.undecoded])));
  }
  return answer;
}

async function checked({ parse, createErrorFromCode }: FetchReader, answer: FetchAnswer): Promise<FetchAnswer> {
  if (answer.errorCode !== 0) throw createErrorFromCode(answer.errorCode);
  return parse(answer);
}
