import type { PageRequest } from './page';

/** Which of the things that wait to list, the oldest first. */
export interface WaitingQuery extends PageRequest {
  /** Only what waits since before then, RFC 3339. */
  readonly before?: string;
}

/** Of held messages: `handler` is the name under which they are held. */
export interface HeldQuery extends WaitingQuery {
  readonly handler?: string;
}

/** Of dead letters. */
export interface LetterQuery extends HeldQuery {
  /** Only those with this refusal code. */
  readonly code?: string;
}
