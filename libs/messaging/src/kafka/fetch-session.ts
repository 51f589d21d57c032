/** A partition to be read, from `fetchOffset` on. */
export interface WantedPartition {
  readonly partition: number;
  readonly fetchOffset: string;
  readonly maxBytes: number;
}

export interface WantedTopic {
  readonly topic: string;
  readonly partitions: readonly WantedPartition[];
}

export interface ForgottenTopic {
  readonly topic: string;
  readonly partitions: readonly number[];
}

/** What one request says of its session and of partitions. */
export interface FetchPlan {
  readonly sessionId: number;
  readonly sessionEpoch: number;
  readonly topics: readonly WantedTopic[];
  readonly forgotten: readonly ForgottenTopic[];
}

/** What the answer says of the session. */
export interface SessionAnswer {
  readonly errorCode: number;
  readonly sessionId: number;
  /** How many partitions were answered for. */
  readonly answered: number;
}

/** `again`: the session is gone, the same request has to be asked anew. */
export type Verdict = 'taken' | 'again' | 'failed';

export const SESSION_NOT_FOUND = 70;
const WRONG_EPOCH = 71;
const BROKEN = new Set([SESSION_NOT_FOUND, WRONG_EPOCH]);
const LAST_EPOCH = 2 ** 31 - 1;

/** Names everything and leaves no session behind. */
export function withoutSession(topics: readonly WantedTopic[]): FetchPlan {
  return { sessionId: 0, sessionEpoch: -1, topics, forgotten: [] };
}

/**
 * A fetch session of one consumer at one broker (KIP-227): the broker remembers the partitions of the request before, so a
 * request names only what changed, and an answer only what has something to say. One request at a time: the epoch counts
 * the requests, and whenever it is not certain that both sides counted alike, the next request starts a session anew.
 */
export class FetchSession {
  private id = 0;
  private epoch = 0;
  private asked = 0;
  /** What the broker remembers: fetch offsets by partition by topic. */
  private held = new Map<string, Map<number, string>>();

  /** What to ask for. Either `answered` or `lost` has to be called before the next plan. */
  plan(wanted: readonly WantedTopic[]): FetchPlan {
    const { id: sessionId, epoch: sessionEpoch, held } = this;
    const before = sessionEpoch === 0 ? new Map<string, Map<number, string>>() : held;
    this.held = new Map(wanted.map(({ topic, partitions }) => [topic, placesOf(partitions)]));
    const topics = sessionEpoch === 0 ? wanted : changed(wanted, before);
    this.asked = wanted.reduce((sum, { partitions }) => sum + partitions.length, 0);
    return { sessionId, sessionEpoch, topics, forgotten: forgotten(before, this.held) };
  }

  answered({ errorCode, sessionId, answered }: SessionAnswer): Verdict {
    const { epoch } = this;
    if (errorCode !== 0) {
      this.restart(errorCode === SESSION_NOT_FOUND ? 0 : this.id);
      return BROKEN.has(errorCode) && epoch !== 0 ? 'again' : 'failed';
    }
    // A throttled broker answers a first request with nothing; a broker whose sessions are all in use gives id 0.
    if (sessionId === 0 || (epoch === 0 && answered !== this.asked)) this.restart(sessionId);
    else this.goOn(sessionId);
    return 'taken';
  }

  /** No answer, or none that could be read: whether the broker counted this request is unknown. */
  lost(): void {
    this.restart(this.id);
  }

  private goOn(sessionId: number): void {
    this.id = sessionId;
    this.epoch = this.epoch === LAST_EPOCH ? 1 : this.epoch + 1;
  }

  /** A request of epoch 0 closes the session that it names. */
  private restart(sessionId: number): void {
    this.id = sessionId;
    this.epoch = 0;
  }
}

function placesOf(partitions: readonly WantedPartition[]): Map<number, string> {
  return new Map(partitions.map(({ partition, fetchOffset }) => [partition, fetchOffset]));
}

function changed(
  wanted: readonly WantedTopic[],
  before: ReadonlyMap<string, ReadonlyMap<number, string>>,
): WantedTopic[] {
  const topics: WantedTopic[] = [];
  for (const { topic, partitions } of wanted) {
    const known = before.get(topic);
    const named = partitions.filter(({ partition, fetchOffset }) => known?.get(partition) !== fetchOffset);
    if (named.length > 0) topics.push({ topic, partitions: named });
  }
  return topics;
}

function forgotten(
  before: ReadonlyMap<string, ReadonlyMap<number, string>>,
  now: ReadonlyMap<string, ReadonlyMap<number, string>>,
): ForgottenTopic[] {
  const topics: ForgottenTopic[] = [];
  for (const [topic, places] of before) {
    const still = now.get(topic);
    const partitions = [...places.keys()].filter((partition) => still?.has(partition) !== true);
    if (partitions.length > 0) topics.push({ topic, partitions });
  }
  return topics;
}
