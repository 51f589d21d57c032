import type { Page } from './page';
import type { Reach } from './reach';
import type { HeldMessage } from './parked-inputs';
import type { LetterQuery } from './waiting-query';

/** A message that will not be tried again by itself. */
export interface NewDeadLetter {
  readonly reaction: string;
  readonly source: string;
  /** Empty if the message does not say. */
  readonly merchantId: string;
  readonly message: HeldMessage;
  /** Refusal code, or a word for the kind of failure. */
  readonly code: string;
  /** One sentence for the person who looks at it; never personal data. */
  readonly reason: string;
  readonly attempts: number;
}

export interface DeadLetter extends NewDeadLetter {
  readonly id: string;
  readonly at: string;
}

/** Messages that were given up, until a person redrives or deletes them. */
export abstract class DeadLetters {
  /** Durable when it resolves; the same message of the same reaction is kept once. */
  abstract add(letters: readonly NewDeadLetter[]): Promise<void>;
  /** The oldest first. */
  abstract list(of: Reach, query: LetterQuery): Promise<Page<DeadLetter>>;
  abstract show(of: Reach, id: string): Promise<DeadLetter | undefined>;
  /** False: there is none. */
  abstract delete(of: Reach, id: string): Promise<boolean>;
  /** How many there are, of all merchants. */
  abstract count(): Promise<number>;
}
