import type { TenderMethod } from '@entrepot/contracts/shared';
import type { ProviderAnswer, ProviderPayment } from '../domain/provider-payment';

/** How long a call may take, and for whom it is. */
export interface ProviderCall {
  readonly merchantId: string;
  readonly signal?: AbortSignal;
}

/** One tender that is to be authorised, or captured at once. Amounts are minor units. */
export interface AuthoriseTender {
  /** Ours; also the idempotency key. */
  readonly reference: string;
  readonly orderId: string;
  readonly paymentId: string;
  readonly tenderId: string;
  readonly method: TenderMethod;
  readonly amount: number;
  readonly currency: string;
  readonly captureAtOnce: boolean;
  /** Voucher or token to charge. */
  readonly instrument?: string | undefined;
  readonly occurredAt?: string | undefined;
}

/** A capture or refund of a payment. */
export interface MoveMoney {
  /** Ours; also the idempotency key. */
  readonly reference: string;
  readonly providerReference: string;
  readonly amount: number;
  readonly currency: string;
}

/** Everything that is let go of a payment. */
export interface VoidRest {
  readonly reference: string;
  readonly providerReference: string;
}

/** Names a payment by the provider's id, or by our reference of its authorisation. */
export interface PaymentQuery {
  readonly providerReference?: string | undefined;
  readonly reference?: string | undefined;
}

/**
 * A payment provider. An implementation passes the conformance suite.
 *
 * - Every request carries our reference; the same request again has no second effect and gets an answer that tells the
 *   first one's result.
 * - `refused` is final: the same request will not succeed later. Whatever may have been done, or may work later, is thrown
 *   (`CallFailed` where the call itself failed): the caller asks with `find` before it tries again.
 * - An answer of kind `payment` tells the payment after the request, with the capture or refund under our reference.
 */
export abstract class PaymentProvider {
  abstract readonly name: string;
  abstract authorise(tender: AuthoriseTender, call: ProviderCall): Promise<ProviderAnswer>;
  abstract capture(move: MoveMoney, call: ProviderCall): Promise<ProviderAnswer>;
  abstract void(rest: VoidRest, call: ProviderCall): Promise<ProviderAnswer>;
  abstract refund(move: MoveMoney, call: ProviderCall): Promise<ProviderAnswer>;
  /** The payment as it stands now; undefined when the provider has never heard of it. */
  abstract find(query: PaymentQuery, call: ProviderCall): Promise<ProviderPayment | undefined>;
}
