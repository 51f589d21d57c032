import type { Cause, Command } from '@entrepot/eventstore';
import type { FieldError } from '@entrepot/kernel';
import type { AdmissionTerms } from '../runtime/admission';
import { declareHandler, type ClassOf } from './definition';

/** Stands for the merchant of a message that names none, so that it can be answered too. No merchant can be called so. */
export const NO_MERCHANT = '~';

/** Where a message came from. */
export interface TakenMeta {
  /** The sender's id (`ce_id`), else topic/partition/offset. */
  readonly messageId: string;
  /** From the header `ce_merchantid`, else the part of the key before its first slash; `NO_MERCHANT` when neither names what can be one. */
  readonly merchantId: string;
  /** The message key as sent. */
  readonly key: string;
  /** Place in the topic, for people. */
  readonly position: string;
  /** When the broker got it, RFC 3339 UTC. */
  readonly time: string;
  /** Cause for the command: the same message is decided once, another body under the same id is refused. */
  readonly cause: Cause;
}

/** A message of others, checked strictly: either its body, or what is wrong with it and what was sent. */
export type Taken<B> =
  | ({ readonly ok: true; readonly body: B } & TakenMeta)
  | ({ readonly ok: false; readonly errors: readonly FieldError[]; readonly raw: unknown } & TakenMeta);

/** A door on Kafka for others. A body that breaks its contract comes in too, so that the answer can be an event. */
export interface Taker<B> {
  /** The command that a message asks for. Throws only when it cannot know yet (it is asked again later). */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a door may speak to streams of any state
  command(message: Taken<B>): Command<any> | Promise<Command<any>>;
  /** Left out, everything that comes is taken at once. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a door may speak to streams of any state
  readonly admission?: AdmissionTerms<any>;
}

export interface TakesOptions<B> {
  readonly topic: string;
  readonly body: ClassOf<B>;
  /** The `ce_type` of its messages. Another one is an error of the message; none at all is not. */
  readonly type?: string;
}

export interface TakerDefinition {
  readonly kind: 'taker';
  readonly name: string;
  readonly topic: string;
  readonly body: ClassOf<object>;
  readonly type?: string;
}

/** Declares an alien input door: a topic that others write to. */
export function Takes<B extends object>(options: TakesOptions<B>) {
  return (target: ClassOf<Taker<B>>): void =>
    declareHandler(target, {
      kind: 'taker',
      name: target.name,
      topic: options.topic,
      body: options.body as ClassOf<object>,
      ...(options.type !== undefined && { type: options.type }),
    });
}
