import { randomUUID } from 'node:crypto';
import { DomainError, type Peek, type StreamRef } from '@entrepot/kernel';
import type { Command, Result } from '../commands';
import type { Cause } from '../records';
import { streamId } from '../stream-id';

/** A stream that an input names beforehand. */
interface Named extends StreamRef {
  readonly id: string;
}

type Progress = 'waiting' | 'sent' | 'over';

/** An input on its way through the commit loop, and the promise that its caller holds. */
export class PendingInput {
  readonly stream: string;
  readonly cause: Cause;
  readonly answer: Promise<Result<unknown>>;
  /** Told once, when the caller has its answer. */
  whenOver?: (input: PendingInput) => void;
  private progress: Progress = 'waiting';
  private doubtful = false;
  private failed = false;
  private timer?: NodeJS.Timeout;
  /** What it named, by which state. */
  private named?: { readonly state: unknown; readonly streams: readonly Named[] };
  private resolve!: (result: Result<unknown>) => void;
  private reject!: (error: unknown) => void;

  constructor(readonly command: Command<unknown>) {
    this.stream = streamId(command.merchantId, command.on.kind, command.key);
    this.cause = recognisable(command.cause);
    this.answer = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
    if (command.deadlineMs !== undefined) this.timer = setTimeout(() => this.giveUp(), command.deadlineMs);
  }

  /** The same on every repeat of the input. For an event it is the event's id. */
  get inputId(): string {
    const { source, position, key } = this.cause;
    if (position === undefined) return `${source}#${key}`;
    const id = `${source}/${String(position[0]).padStart(10, '0')}#${position[1]}`;
    return key === undefined ? id : `${id}#${key}`;
  }

  /**
   * What it names by this state. The same state names the same again, so that is asked once, unless it peeks at others. Throws what
   * `also` throws.
   */
  namedBy(state: unknown, peek: Peek): readonly Named[] {
    if (this.named !== undefined && this.named.state === state) return this.named.streams;
    const { also, merchantId } = this.command;
    let peeks = false;
    const refs = also?.(state, (stream, key) => ((peeks = true), peek(stream, key))) ?? [];
    const streams = refs.map(({ stream, key }) => ({ stream, key, id: streamId(merchantId, stream.kind, key) }));
    if (!peeks) this.named = { state, streams };
    return streams;
  }

  /** The caller has its answer. */
  get isOver(): boolean {
    return this.progress === 'over';
  }

  /** An earlier try of this process may have committed it. */
  get mayHaveLanded(): boolean {
    return this.doubtful;
  }

  /** It was decided before, for a commit that did not go through. */
  get isRetried(): boolean {
    return this.failed;
  }

  markSent(): void {
    if (this.progress === 'waiting') this.progress = 'sent';
  }

  /** The last try certainly wrote nothing. */
  markNotWritten(): void {
    this.failed = true;
    if (this.progress === 'sent' && !this.doubtful) this.progress = 'waiting';
  }

  /** The last try had no full answer. */
  markUnknown(): void {
    this.failed = true;
    if (this.progress === 'sent') this.doubtful = true;
  }

  settle(result: Result<unknown>): void {
    this.end();
    this.resolve(result);
  }

  refuse(error: unknown): void {
    this.end();
    this.reject(error);
  }

  /** Answers without knowing: nothing was recorded if nothing was sent. */
  giveUp(): void {
    if (this.isOver) return;
    this.refuse(new DomainError(this.progress === 'sent' ? 'request.outcome-unknown' : 'request.withdrawn'));
  }

  private end(): void {
    this.progress = 'over';
    if (this.timer !== undefined) clearTimeout(this.timer);
    this.whenOver?.(this);
  }
}

/** A cause without position and key gets a key of its own, so that redoing an unknown commit recognises it. */
function recognisable(cause: Cause): Cause {
  return cause.position === undefined && cause.key === undefined ? { ...cause, key: randomUUID() } : cause;
}
