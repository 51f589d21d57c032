import type { Type } from '@nestjs/common';
import type { ErrorRegistry, StreamType } from '@entrepot/kernel';
import type { WrappedSecrets } from '@entrepot/privacy';
import type { StandingStill } from '../operations/standing-still';
import type { Books } from '../verification/books';

/** What a service says about itself, once, in its module. */
export interface ServiceDefinition {
  /** `orders`: consumer group, database, `ce_source` and title are made from it. */
  readonly name: string;
  /** One sentence for `/openapi.json`: what this service is the truth about. */
  readonly summary?: string;
  /** Refusal codes of this service (`defineErrors`); every `DomainError` it throws is looked up here. */
  readonly errors: ErrorRegistry;
  /** Every kind of stream that this service writes. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the state of a stream is known only to its service
  readonly streams: readonly StreamType<any>[];
  /** Names of the views that are read with `@InjectView(name)`; each is written by a `@Projects` or `@Lists` controller. */
  readonly views?: readonly string[];
  /** Topics of its own whose readers it waits for (`Readers`): it has to see how far their groups are. */
  readonly awaitsReadersOf?: readonly string[];
  /** The service seals or opens personal data, or keeps secrets of others: its config extends `SealingConfig`. */
  readonly personalData?: PersonalDataOptions;
  /** Streams that people are to be told of at `/v1/operations/stuck` when they stand still for too long. */
  readonly standingStill?: readonly StandingStill[];
  /** What can be added up anew from its streams; provided by its module. */
  readonly books?: readonly Type<Books>[];
}

export interface PersonalDataOptions {
  /**
   * This service wraps anew, for the whole system, what older master keys have wrapped: data keys, and these besides; provided by its
   * module. One service does.
   */
  readonly rewraps?: readonly Type<WrappedSecrets>[];
  /**
   * Topics to which others send in plain, each with what says whom a message is about. Messages of these topics that have to wait,
   * or that are given up, are kept sealed for that subject.
   */
  readonly plainTopics?: Readonly<Record<string, SubjectOfMessage>>;
}

/** The name of the subject (see `Privacy.subject`), as far as a body tells that may be anything; undefined: of nobody known. */
export type SubjectOfMessage = (merchantId: string, body: unknown) => readonly [string, ...string[]] | undefined;

/** Injection token of the definition. */
export const SERVICE_DEFINITION = 'entrepot:service-definition';
