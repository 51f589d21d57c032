/** What became of one request, as its client sees it. */
export type Answer =
  /** 2xx. */
  | 'accepted'
  /** 503 or 429 that says when to come again, or 409 because the same request is still being answered. */
  | 'later'
  /** The connection was refused: nothing was sent. */
  | 'refused'
  /** The connection broke, or nothing came in time: the client does not know what became of it. */
  | 'broken'
  /** Anything else: a client would take it as final. */
  | 'failed';

const KEPT = 20;

/** Counts what clients were answered, try by try. */
export class Answers {
  readonly counts: Record<Answer, number> = { accepted: 0, later: 0, refused: 0, broken: 0, failed: 0 };
  /** The first of those that a client would take as final. */
  readonly failures: string[] = [];
  /** The first of those that broke off, and when. */
  readonly breaks: string[] = [];
  /** The longest that a client waited from its first try until it was accepted, milliseconds. */
  longestMs = 0;

  add(answer: Answer, detail: string): Answer {
    this.counts[answer] += 1;
    if (answer === 'failed' && this.failures.length < KEPT) this.failures.push(detail);
    if (answer === 'broken' && this.breaks.length < KEPT) this.breaks.push(`${new Date().toISOString()} ${detail}`);
    return answer;
  }

  waited(ms: number): void {
    this.longestMs = Math.max(this.longestMs, Math.round(ms));
  }

  text(): string {
    const { accepted, later, refused, broken, failed } = this.counts;
    return `${accepted} accepted, ${later} told to come again, ${refused} not connected, ${broken} broken off, ${failed} failed`;
  }
}

/** The kind of an answer over HTTP. */
export function kindOf(status: number, retryAfter: string | null, code: string): Answer {
  if (status >= 200 && status <= 299) return 'accepted';
  if ((status === 503 || status === 429) && retryAfter !== null) return 'later';
  if (status === 409 && code.startsWith('request.')) return 'later';
  return 'failed';
}

/** The kind of a request that was not answered. */
export function kindOfFailure(error: unknown): Answer {
  const cause = (error as { cause?: { code?: string } }).cause;
  return cause?.code === 'ECONNREFUSED' ? 'refused' : 'broken';
}
