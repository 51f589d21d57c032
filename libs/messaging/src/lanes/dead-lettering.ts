import type { NewDeadLetter } from '@entrepot/eventstore';
import type { Incoming } from '../message/incoming';
import { merchantOf } from '../message/merchant-of';
import { BatchWriter } from '../runtime/batch-writer';
import type { Failure } from '../runtime/failure';
import type { ServiceParts } from '../runtime/service-parts';

const REFUSED_AGAIN_MS = 5_000;

/** What was given up, and by which handler. */
export interface GivenUp {
  readonly handler: string;
  readonly source: string;
  readonly incoming: Incoming;
  readonly failure: Failure;
  readonly attempts: number;
}

/** Keeps messages that will not be tried again by themselves; durable before the offset moves. */
export class DeadLettering {
  private readonly writer: BatchWriter<NewDeadLetter>;

  constructor(private readonly parts: ServiceParts) {
    const { backbone, clock } = parts;
    this.writer = new BatchWriter<NewDeadLetter>({
      write: (letters) => backbone.deadLetters.add(letters),
      refused: (letter, error) => this.again(letter, error),
      clock,
    });
  }

  /** `done` runs when the letter is durable. */
  add({ handler, source, incoming, failure, attempts }: GivenUp, done: () => void): void {
    const { code, reason } = failure;
    const merchantId = merchantOf(incoming);
    const letter = { reaction: handler, source, merchantId, message: incoming.held(), code, reason, attempts };
    this.waiting.set(letter, done);
    this.write(letter);
    const { topic, partition, offset } = incoming;
    this.parts.watch.settled?.(handler, 'dead-lettered');
    this.parts.watch.alarm?.('handler-failed', { handler, code, topic, partition, offset, source });
  }

  get idle(): boolean {
    return this.writer.idle && this.waiting.size === 0;
  }

  private readonly waiting = new Map<NewDeadLetter, () => void>();

  private write(letter: NewDeadLetter): void {
    this.writer.add(letter, () => {
      const done = this.waiting.get(letter);
      this.waiting.delete(letter);
      done?.();
    });
  }

  /** A letter must not get lost: if the store refuses it, its partition waits and a person is told. */
  private again(letter: NewDeadLetter, error: unknown): void {
    this.parts.watch.alarm?.('store-failed', { what: 'dead letter', handler: letter.reaction, error: String(error) });
    this.parts.clock.after(REFUSED_AGAIN_MS, () => this.write(letter));
  }
}
