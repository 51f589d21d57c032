import { setTimeout as delay } from 'node:timers/promises';
import type { mongo } from 'mongoose';
import type { AppendOutcome } from '../store';
import { asError, hasLabel, unsentOutcome } from './append-outcome';
import { DURABLE } from './collections';
import { within } from './within';

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1_000;

export interface TransactionLimits {
  /** For one answer. */
  readonly answerMs: number;
  /** For repeating a commit whose outcome is not known. */
  readonly patienceMs: number;
}

/**
 * Inserts all or nothing. One session for all transactions of a process, of which one is under way at a time: starting the
 * next one also ends what the server may still hold of the last.
 */
export class Transactions<D extends mongo.Document> {
  private session?: mongo.ClientSession;

  constructor(
    private readonly newSession: () => mongo.ClientSession,
    private readonly into: mongo.Collection<D>,
    private readonly limits: TransactionLimits,
  ) {}

  async insert(documents: readonly mongo.OptionalUnlessRequiredId<D>[]): Promise<AppendOutcome> {
    const session = (this.session ??= this.newSession());
    try {
      session.startTransaction({ readConcern: { level: 'majority' }, writeConcern: DURABLE.writeConcern });
      const options = { session, ordered: true, ignoreUndefined: true };
      await within(this.limits.answerMs, this.into.insertMany(documents, options));
    } catch (error) {
      await this.abort(session);
      return unsentOutcome(error);
    }
    return this.commit(session, performance.now() + this.limits.patienceMs);
  }

  /** A commit without an answer is repeated until there is one: repeating it cannot commit twice. */
  private async commit(session: mongo.ClientSession, until: number): Promise<AppendOutcome> {
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(LONGEST_PAUSE_MS, pause * 2)) {
      try {
        await within(this.limits.answerMs, session.commitTransaction());
        return { kind: 'written' };
      } catch (error) {
        const isUnanswered = hasLabel(error, 'UnknownTransactionCommitResult');
        if (!isUnanswered && hasLabel(error, 'TransientTransactionError')) return { kind: 'aborted' };
        if (!isUnanswered || performance.now() > until) return this.giveUp(session, error);
        await delay(pause);
      }
    }
  }

  private async abort(session: mongo.ClientSession): Promise<void> {
    try {
      await within(this.limits.answerMs, session.abortTransaction());
    } catch {
      this.drop(session);
    }
  }

  private giveUp(session: mongo.ClientSession, error: unknown): AppendOutcome {
    this.drop(session);
    return { kind: 'unknown', error: asError(error) };
  }

  private drop(session: mongo.ClientSession): void {
    this.session = undefined;
    void session.endSession().catch(() => undefined);
  }
}
