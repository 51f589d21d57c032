import type { NewDeadLetter } from '@entrepot/eventstore';
import type { Incoming } from '../message/incoming';
import { merchantOf } from '../message/merchant-of';
import type { Failure } from '../runtime/failure';
import { InsistentWriter } from '../runtime/insistent-writer';
import type { ServiceParts } from '../runtime/service-parts';

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
  private readonly writer: InsistentWriter<NewDeadLetter>;

  constructor(private readonly parts: ServiceParts) {
    const { deadLetters } = parts.backbone;
    const about = ({ reaction: handler }: NewDeadLetter) => ({ what: 'dead letter', handler });
    this.writer = new InsistentWriter({ write: (letters) => deadLetters.add(letters), about }, parts);
  }

  /** `done` runs when the letter is durable: until then its partition waits. */
  add({ handler, source, incoming, failure, attempts }: GivenUp, done: () => void): void {
    const { code, reason } = failure;
    const merchantId = merchantOf(incoming);
    const letter = { reaction: handler, source, merchantId, message: incoming.held(), code, reason, attempts };
    this.writer.add(letter, done);
    const { topic, partition, offset } = incoming;
    this.parts.watch.settled?.(handler, 'dead-lettered');
    this.parts.watch.alarm?.('handler-failed', { handler, code, topic, partition, offset, source });
  }

  get idle(): boolean {
    return this.writer.idle;
  }
}
