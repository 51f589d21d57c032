import { Injectable } from '@nestjs/common';
import type { ClassRef } from '@entrepot/contracts';
import { DomainError } from '@entrepot/kernel';
import { traceHeaders, verifySignature } from '@entrepot/platform';
import { CallFailed, httpJson, type HttpJson, type HttpJsonRequest } from '@entrepot/resilience';
import type { CarrierNews, WebhookDelivery } from '../domain/carrier-news';
import type { InterceptionOutcome } from '../domain/settle-interception';
import type { LabelOutcome } from '../domain/settle-label';
import type { VoidOutcome } from '../domain/settle-void';
import type { Label } from '../domain/shipment';
import { LogisticsConfig } from '../logistics.config';
import { Carrier, type Booking, type CarrierCall, type ParcelStanding } from './carrier';
import {
  faultsOf,
  SandboxError,
  SandboxEvents,
  SandboxShipment,
  SandboxShipments,
  SandboxWebhook,
  statusOf,
  toLabel,
  toNews,
} from './sandbox-wire';

/** Answers that will be the same next time; others (401, 403, 408, 429, 5xx) may change. */
const FINAL = new Set([400, 402, 404, 409, 410, 422]);

const SHIPMENTS = '/carrier/v1/shipments';

/** The sandbox's carrier over HTTP. It books a reference once. */
@Injectable()
export class SandboxCarrier extends Carrier {
  readonly name = 'sandbox';
  readonly displayName = 'Sandbox Parcels';
  private readonly write: HttpJson;
  private readonly read: HttpJson;

  constructor(private readonly config: LogisticsConfig) {
    super();
    const headers = () => ({ authorization: `Bearer ${config.carrierApiKey}`, ...traceHeaders() });
    const target = { baseUrl: config.carrierUrl, headers };
    const limits = { deadlineMs: config.carrierDeadlineMs, tryTimeoutMs: config.carrierTryTimeoutMs, concurrency: 128 };
    // No retries inside a write: before it is tried again the carrier is asked what became of it.
    this.write = httpJson({ name: 'carrier:write', ...limits, retries: 0 }, target);
    // Apart, so that a carrier that cannot book can still be asked what it booked.
    this.read = httpJson({ name: 'carrier:read', ...limits }, target);
  }

  async book({ reference, idempotencyKey, from, to, parcels }: Booking, call: CarrierCall): Promise<LabelOutcome> {
    const metadata = { merchantId: call.merchantId };
    const body = { reference, parcels, metadata, ...(from && { from }), ...(to && { to }) };
    const headers = { 'idempotency-key': idempotencyKey };
    const answer = await this.ask({ method: 'POST', path: SHIPMENTS, body, headers }, call);
    if ('refused' in answer) return { kind: 'refused', reason: answer.refused };
    return { kind: 'booked', ...this.label(believed<SandboxShipment>(SandboxShipment, answer.body)) };
  }

  async findByReference(reference: string, call: CarrierCall): Promise<Label | undefined> {
    const body = await this.lookUp({ method: 'GET', path: SHIPMENTS, query: { reference } }, call);
    const items = body === undefined ? [] : believed<SandboxShipments>(SandboxShipments, body).items;
    // A carrier that does not know the filter shows others' shipments.
    const found = items.find((item) => item.reference === reference);
    return found === undefined ? undefined : this.label(found);
  }

  async void(trackingNumber: string, call: CarrierCall): Promise<VoidOutcome> {
    const answer = await this.ask(change(trackingNumber, 'void'), call);
    return 'refused' in answer ? { kind: 'refused', reason: answer.refused } : { kind: 'voided' };
  }

  async intercept(trackingNumber: string, call: CarrierCall): Promise<InterceptionOutcome> {
    const answer = await this.ask(change(trackingNumber, 'intercept'), call);
    return 'refused' in answer ? { kind: 'refused', reason: answer.refused } : { kind: 'agreed' };
  }

  async standing(trackingNumber: string, call: CarrierCall): Promise<ParcelStanding | undefined> {
    const body = await this.lookUp({ method: 'GET', path: pathOf(trackingNumber) }, call);
    if (body === undefined) return undefined;
    const { status, intercepting = false } = believed<SandboxShipment>(SandboxShipment, body);
    return { status: status === 'VOIDED' ? 'voided' : statusOf(status), callingBack: intercepting };
  }

  async track(trackingNumber: string, call: CarrierCall): Promise<readonly CarrierNews[]> {
    const path = `/carrier/v1/tracking/${encodeURIComponent(trackingNumber)}`;
    const body = await this.lookUp({ method: 'GET', path }, call);
    if (body === undefined) return [];
    const { events } = believed<SandboxEvents>(SandboxEvents, body);
    return events.map((event) => toNews(this.name, trackingNumber, event));
  }

  readWebhook({ headers, rawBody, secrets }: WebhookDelivery): CarrierNews {
    const { carrierWebhookSecret, carrierWebhookToleranceSeconds: toleranceSeconds } = this.config;
    const header = headers['carrier-signature'];
    verifySignature({ secret: secrets ?? carrierWebhookSecret, header, rawBody, toleranceSeconds });
    const { trackingNumber, ...event } = parse(rawBody);
    return toNews(this.name, trackingNumber, event);
  }

  private label(shipment: SandboxShipment): Label {
    const number = encodeURIComponent(shipment.trackingNumber);
    const trackingUrl = this.config.carrierTrackingUrl.replace('{trackingNumber}', number);
    return { ...toLabel(shipment), carrierName: this.displayName, trackingUrl };
  }

  private async ask(
    request: HttpJsonRequest,
    call: CarrierCall,
  ): Promise<{ readonly body: unknown } | { readonly refused: string }> {
    try {
      return { body: (await this.write({ ...request, ...within(call) })).body };
    } catch (error) {
      const refused = refusalIn(error);
      if (refused === undefined) throw error;
      return { refused };
    }
  }

  private async lookUp(request: HttpJsonRequest, call: CarrierCall): Promise<unknown> {
    try {
      return (await this.read({ ...request, ...within(call) })).body;
    } catch (error) {
      if (error instanceof CallFailed && error.status === 404) return undefined;
      throw error;
    }
  }
}

function pathOf(trackingNumber: string): string {
  return `${SHIPMENTS}/${encodeURIComponent(trackingNumber)}`;
}

function change(trackingNumber: string, what: 'void' | 'intercept'): HttpJsonRequest {
  return { method: 'POST', path: `${pathOf(trackingNumber)}/${what}` };
}

function within({ signal }: CarrierCall): { signal?: AbortSignal } {
  return signal === undefined ? {} : { signal };
}

/** The refusal in a failed call; undefined when the call may still have been, or become, a success. */
function refusalIn(error: unknown): string | undefined {
  if (!(error instanceof CallFailed) || error.status === undefined || !FINAL.has(error.status)) return undefined;
  if (error.unknownOutcome) return undefined;
  return faultsOf(SandboxError, error.body).length === 0
    ? (error.body as SandboxError).error.code
    : `refused with ${error.status}`;
}

function believed<T>(shape: ClassRef, body: unknown): T {
  const faults = faultsOf(shape, body);
  if (faults.length === 0) return body as T;
  throw new Error(`the carrier's answer is not a ${shape.name}: ${faults.map(({ field }) => field).join(', ')}`);
}

function parse(rawBody: Uint8Array | undefined): SandboxWebhook {
  let body: unknown;
  try {
    body = JSON.parse(Buffer.from(rawBody ?? []).toString('utf8')) as unknown;
  } catch {
    throw new DomainError('webhook.unreadable', {}, [{ field: '', rule: 'json', message: 'must be JSON' }]);
  }
  const faults = faultsOf(SandboxWebhook, body);
  if (faults.length > 0) throw new DomainError('webhook.unreadable', {}, faults);
  return body as SandboxWebhook;
}
