import { Injectable } from '@nestjs/common';
import type { ClassRef } from '@entrepot/contracts';
import { traceHeaders } from '@entrepot/platform';
import { CallFailed, httpJson, type HttpJson, type HttpJsonRequest } from '@entrepot/resilience';
import type { ProviderAnswer, ProviderPayment } from '../domain/provider-payment';
import { PaymentsConfig } from '../payments.config';
import {
  PaymentProvider,
  type AuthoriseTender,
  type MoveMoney,
  type PaymentQuery,
  type ProviderCall,
  type VoidRest,
} from './payment-provider';
import { faultsOf, SandboxError, SandboxPayment, SandboxPayments, toProviderPayment } from './sandbox-wire';

/** Answers that will be the same next time; others (401, 403, 408, 429, 5xx) may change. */
const FINAL = new Set([400, 402, 404, 409, 410, 422]);

const PAYMENTS = '/psp/v1/payments';

/** The sandbox's payment provider over HTTP. Our reference is its idempotency key. */
@Injectable()
export class SandboxProvider extends PaymentProvider {
  readonly name = 'psp';
  private readonly write: HttpJson;
  private readonly read: HttpJson;

  constructor(config: PaymentsConfig) {
    super();
    const headers = () => ({ authorization: `Bearer ${config.pspApiKey}`, ...traceHeaders() });
    const target = { baseUrl: config.pspUrl, headers };
    const limits = { deadlineMs: config.pspDeadlineMs, tryTimeoutMs: config.pspTryTimeoutMs, concurrency: 128 };
    // Apart, so that a provider that cannot charge can still be asked what it charged.
    this.write = httpJson({ name: 'psp:charge', ...limits }, target);
    this.read = httpJson({ name: 'psp:find', ...limits }, target);
  }

  authorise(tender: AuthoriseTender, call: ProviderCall): Promise<ProviderAnswer> {
    const { reference, orderId, paymentId, tenderId, method, amount, currency, captureAtOnce, occurredAt } = tender;
    const named = { merchantId: call.merchantId, paymentId, tenderId };
    const metadata = occurredAt === undefined ? named : { ...named, occurredAt };
    const body = { reference, orderReference: orderId, amount, currency, method, capture: captureAtOnce, metadata };
    return this.ask(PAYMENTS, reference, body, call);
  }

  capture({ providerReference, reference, amount }: MoveMoney, call: ProviderCall): Promise<ProviderAnswer> {
    return this.ask(`${pathOf(providerReference)}/captures`, reference, { reference, amount }, call);
  }

  void({ providerReference, reference }: VoidRest, call: ProviderCall): Promise<ProviderAnswer> {
    return this.ask(`${pathOf(providerReference)}/void`, reference, { reference }, call);
  }

  refund({ providerReference, reference, amount }: MoveMoney, call: ProviderCall): Promise<ProviderAnswer> {
    return this.ask(`${pathOf(providerReference)}/refunds`, reference, { reference, amount }, call);
  }

  async find({ providerReference, reference }: PaymentQuery, call: ProviderCall): Promise<ProviderPayment | undefined> {
    if (providerReference !== undefined) {
      const answer = await this.lookUp({ method: 'GET', path: pathOf(providerReference) }, call);
      return answer === undefined ? undefined : toProviderPayment(believed<SandboxPayment>(SandboxPayment, answer));
    }
    const answer = await this.lookUp({ method: 'GET', path: PAYMENTS, query: { reference } }, call);
    const items = answer === undefined ? [] : believed<SandboxPayments>(SandboxPayments, answer).items;
    // A provider that does not know the filter shows others' payments.
    const found = items.find((item) => item.reference === reference);
    return found === undefined ? undefined : toProviderPayment(found);
  }

  private async ask(path: string, reference: string, body: object, call: ProviderCall): Promise<ProviderAnswer> {
    const headers = { 'idempotency-key': reference };
    try {
      const answer = await this.write({ method: 'POST', path, body, headers, ...within(call) });
      return { kind: 'payment', payment: toProviderPayment(believed<SandboxPayment>(SandboxPayment, answer.body)) };
    } catch (error) {
      const reason = refusalIn(error);
      if (reason === undefined) throw error;
      return { kind: 'refused', reason };
    }
  }

  private async lookUp(request: HttpJsonRequest, call: ProviderCall): Promise<unknown> {
    try {
      return (await this.read({ ...request, ...within(call) })).body;
    } catch (error) {
      if (error instanceof CallFailed && error.status === 404) return undefined;
      throw error;
    }
  }
}

function pathOf(providerReference: string): string {
  return `${PAYMENTS}/${encodeURIComponent(providerReference)}`;
}

function within({ signal }: ProviderCall): { signal?: AbortSignal } {
  return signal === undefined ? {} : { signal };
}

/** The refusal in a failed call; undefined when the call may still have been, or become, a success. */
function refusalIn(error: unknown): string | undefined {
  if (!(error instanceof CallFailed) || error.status === undefined || !FINAL.has(error.status)) return undefined;
  // An earlier try of this call may have succeeded: only an inquiry can tell.
  if (error.unknownOutcome) return undefined;
  return faultsOf(SandboxError, error.body).length === 0
    ? (error.body as SandboxError).error.code
    : `refused-with-${error.status}`;
}

function believed<T>(shape: ClassRef, body: unknown): T {
  const faults = faultsOf(shape, body);
  if (faults.length === 0) return body as T;
  throw new Error(`the provider's answer is not a ${shape.name}: ${faults.map(({ field }) => field).join(', ')}`);
}
