import { Injectable } from '@nestjs/common';
import { personalTexts, type ClassRef } from '@entrepot/contracts';
import { RequestReturn, ReturnAnswer } from '@entrepot/contracts/returns';
import { Address } from '@entrepot/contracts/shared';
import { Streams } from '@entrepot/eventstore';
import { contentHash, DomainError } from '@entrepot/kernel';
import type { HttpCause } from '@entrepot/platform';
import { Privacy } from '@entrepot/privacy';
import { subjectIn } from './domain/person';
import { ReturnStream, type Return } from './domain/return';
import { ReturnableStream, type Returnable } from './domain/returnable';
import { answer } from './http/answer';

/** What a door was sent, sealed, and the cause of it: its fingerprint is that of the sealed body, which tells nothing of it. */
export interface SealedInput<T> {
  readonly body: T;
  readonly cause: HttpCause;
}

/** What people type about returns is the order's person's: sealed at the doors, before anything is decided, and opened in answers. */
@Injectable()
export class ReturnPrivacy {
  constructor(
    private readonly privacy: Privacy,
    private readonly streams: Streams,
  ) {}

  /** Throws `return.not-delivered`. */
  async request(merchantId: string, body: RequestReturn, cause: HttpCause): Promise<SealedInput<RequestReturn>> {
    if (personalTexts(RequestReturn, body).length === 0) return { body, cause };
    const { orderId } = body;
    const { state } = await this.streams.read(ReturnableStream, merchantId, orderId);
    // Whose texts they are is known no sooner.
    if (!state.address || state.shipments.length === 0) throw new DomainError('return.not-delivered', { orderId });
    const sealed = await this.privacy.sealIfKept(RequestReturn, body, await this.subjectOf(merchantId, state));
    return { body: sealed, cause: { ...cause, hash: contentHash(sealed) } };
  }

  /** What is done with a return that is there. Throws `return.not-found`. */
  async step<T extends object>(
    target: ClassRef,
    body: T,
    { merchantId, returnId, cause }: { merchantId: string; returnId: string; cause: HttpCause },
  ): Promise<SealedInput<T>> {
    if (personalTexts(target, body).length === 0) return { body, cause };
    const { state } = await this.streams.read(ReturnStream, merchantId, returnId);
    if (state.status === 'none') throw new DomainError('return.not-found', { returnId });
    const returnable = await this.streams.read(ReturnableStream, merchantId, state.orderId);
    const sealed = await this.privacy.sealIfKept(target, body, await this.subjectOf(merchantId, returnable.state));
    return { body: sealed, cause: { ...cause, hash: contentHash({ returnId, sealed }) } };
  }

  /** A return as callers see it, without what was erased. Throws `return.not-found`. */
  async opened(returnId: string, current: Return): Promise<ReturnAnswer> {
    const { value, erased } = await this.privacy.open(ReturnAnswer, answer(returnId, current));
    return erased ? { ...value, erased } : value;
  }

  /** The return as it is now. Throws `return.not-found`. */
  async shown(
    merchantId: string,
    returnId: string,
  ): Promise<{ readonly shown: ReturnAnswer; readonly version: number }> {
    const { state, version } = await this.streams.read(ReturnStream, merchantId, returnId);
    return { shown: await this.opened(returnId, state), version };
  }

  /** The subject under whose key orders seals everything about the order; undefined for one that was never sealed. */
  private async subjectOf(merchantId: string, { person = {}, address }: Returnable): Promise<string | undefined> {
    const { source, sourceOrderId, replaces, subject = address && subjectIn(Address, address) } = person;
    if (subject !== undefined) return subject;
    if (replaces !== undefined) {
      const { state } = await this.streams.read(ReturnableStream, merchantId, replaces);
      return this.subjectOf(merchantId, state);
    }
    if (source === undefined || sourceOrderId === undefined) return undefined;
    return this.privacy.subject(merchantId, 'order', source, sourceOrderId);
  }
}
