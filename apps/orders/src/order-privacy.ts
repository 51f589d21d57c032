import { Injectable } from '@nestjs/common';
import { SEALED_PREFIX, subjectOf, type ClassRef } from '@entrepot/contracts';
import { OrderAnswer, PlaceOrder, type RequestErasure } from '@entrepot/contracts/orders';
import { Streams } from '@entrepot/eventstore';
import { DomainError } from '@entrepot/kernel';
import { Privacy, SubjectErased } from '@entrepot/privacy';
import { OrderStream } from './domain/order';
import { subjectName } from './domain/subject-name';
import type { OrderName } from './domain/submitted-order';

/** Whose personal data an order holds: seals it at the doors, before anything is decided, and opens it for answers. */
@Injectable()
export class OrderPrivacy {
  constructor(
    private readonly privacy: Privacy,
    private readonly streams: Streams,
  ) {}

  /** Throws `order.person-erased`. */
  async sealed(merchantId: string, body: PlaceOrder, name: OrderName): Promise<PlaceOrder> {
    const subject = await this.privacy.subject(merchantId, ...subjectName(body.customer?.customerId, name));
    return this.seal(PlaceOrder, body, subject);
  }

  /** What is added to an order that is there, such as a note. Throws `order.not-found`, `order.person-erased`. */
  async sealedFor<T extends object>(target: ClassRef, body: T, merchantId: string, orderId: string): Promise<T> {
    return this.seal(target, body, await this.subjectOfOrder(merchantId, orderId));
  }

  /**
   * The same for what has to be possible though the person was erased: what somebody typed is not kept then, and a word stands for it.
   * Throws `order.not-found`.
   */
  async sealedIfKept<T extends object>(target: ClassRef, body: T, merchantId: string, orderId: string): Promise<T> {
    return this.privacy.sealIfKept(target, body, await this.subjectOfOrder(merchantId, orderId));
  }

  /** Texts that people typed, in the fields of recorded events; what was erased is said to be so. */
  async openedTyped<E extends object>(event: E): Promise<E> {
    const typed = Object.entries(event).filter(
      ([, value]) => typeof value === 'string' && value.startsWith(SEALED_PREFIX),
    );
    const opened = await Promise.all(
      typed.map(async ([field, text]) => [field, (await this.privacy.openText(text as string)) ?? '(erased)']),
    );
    return { ...event, ...Object.fromEntries(opened) };
  }

  /** The subject under whose key everything about an order is sealed. Throws `order.not-found`. */
  async subjectOfOrder(merchantId: string, orderId: string): Promise<string> {
    const { state } = await this.streams.read(OrderStream, merchantId, orderId);
    if (state.status === 'none') throw new DomainError('order.not-found', { orderId });
    const { customer, exchange } = state.placed;
    const customerId = customer?.customerId;
    // A replacement holds what the first order held, as it was sealed.
    if (customerId === undefined && exchange !== undefined) return this.subjectOfOrder(merchantId, exchange.orderId);
    const sealedFor = customerId === undefined ? undefined : subjectOf(customerId);
    return sealedFor ?? this.privacy.subject(merchantId, ...subjectName(customerId, state.placed));
  }

  /** Whom an erasure is about. Throws `erasure.one-of`, `order.not-found`. */
  async subjectToErase(merchantId: string, { customerId, orderId }: RequestErasure): Promise<string> {
    if (customerId !== undefined && orderId === undefined) {
      return this.privacy.subject(merchantId, 'customer', customerId);
    }
    if (orderId !== undefined && customerId === undefined) return this.subjectOfOrder(merchantId, orderId);
    const message = 'give either customerId or orderId';
    throw new DomainError('erasure.one-of', {}, [{ field: 'customerId', rule: 'oneOf', message }]);
  }

  /** An answer for somebody who may see it; without what was erased. */
  async opened(answer: OrderAnswer): Promise<OrderAnswer> {
    const { value, erased } = await this.privacy.open(OrderAnswer, answer);
    return erased ? { ...value, erased } : value;
  }

  private async seal<T extends object>(target: ClassRef, body: T, subject: string): Promise<T> {
    try {
      return await this.privacy.seal(target, body, subject);
    } catch (error) {
      if (error instanceof SubjectErased) throw new DomainError('order.person-erased');
      throw error;
    }
  }
}
