import {
  compiledValidator,
  CurrencyCode,
  Flag,
  FreeKey,
  MinorAmount,
  Nested,
  NestedList,
  Optional,
  Text,
  Timestamp,
  WebAddress,
  type ClassRef,
} from '@entrepot/contracts';
import type { TrackingStatus } from '@entrepot/contracts/shared';
import type { FieldError } from '@entrepot/kernel';
import type { CarrierNews } from '../domain/carrier-news';
import type { Label } from '../domain/shipment';

/** What the sandbox carrier sends; unknown fields are allowed, because it may say more than we know. */
class SandboxCost {
  @MinorAmount() amount!: number;
  @CurrencyCode() currency!: string;
}

export class SandboxShipment {
  @FreeKey() reference!: string;
  @FreeKey() trackingNumber!: string;
  @WebAddress() labelUrl!: string;
  @Optional() @Nested(() => SandboxCost) cost?: SandboxCost;
  @Text(64) status!: string;
  @Optional() @Flag() intercepting?: boolean;
  @Optional() @Timestamp() estimatedDeliveryAt?: string;
}

export class SandboxShipments {
  @NestedList(() => SandboxShipment) items!: SandboxShipment[];
}

class SandboxEvent {
  @FreeKey() id!: string;
  @Text(64) code!: string;
  @Timestamp() occurredAt!: string;
  /** For people only, so not checked: whatever it is, what happened to the parcel counts. */
  description?: unknown;
}

export class SandboxEvents {
  @NestedList(() => SandboxEvent) events!: SandboxEvent[];
}

export class SandboxWebhook extends SandboxEvent {
  @FreeKey() trackingNumber!: string;
}

class SandboxErrorBody {
  @Text(100) code!: string;
}

export class SandboxError {
  @Nested(() => SandboxErrorBody) error!: SandboxErrorBody;
}

const STATUSES: Readonly<Record<string, TrackingStatus>> = {
  CREATED: 'registered',
  COLLECTED: 'collected',
  IN_TRANSIT: 'in_transit',
  OUT_FOR_DELIVERY: 'out_for_delivery',
  AT_PICKUP_POINT: 'ready_for_pickup',
  ATTEMPT_FAILED: 'attempt_failed',
  DELIVERED: 'delivered',
  RETURNING: 'returning',
  RETURNED: 'returned',
  EXCEPTION: 'exception',
  LOST: 'lost',
  EXPIRED: 'expired',
};

const LONGEST_DESCRIPTION = 250;
/** Control characters but tab and line ends, and halves of surrogate pairs: no event may have them. */
const UNSAFE = /[^\P{Cc}\t\n\r]|\p{Cs}/gu;

/** The faults of something that came from outside; empty when it may be believed to be a `Shape`. */
export function faultsOf(shape: ClassRef, value: unknown): readonly FieldError[] {
  return compiledValidator(shape, { strict: false })(value);
}

/** The carrier's word in ours. A new word of the carrier is something for people to look at. */
export function statusOf(code: string): TrackingStatus {
  return (Object.hasOwn(STATUSES, code) ? STATUSES[code] : undefined) ?? 'exception';
}

export function toLabel({ trackingNumber, labelUrl, cost, estimatedDeliveryAt }: SandboxShipment): Label {
  return {
    ...{ trackingNumber, labelUrl },
    ...(cost && { cost: cost.amount, costCurrency: cost.currency }),
    ...(estimatedDeliveryAt !== undefined && { estimatedDeliveryAt }),
  };
}

export function toNews(carrier: string, trackingNumber: string, event: SandboxEvent): CarrierNews {
  const { id: carrierEventId, code: carrierStatus, occurredAt } = event;
  const description = typeof event.description === 'string' ? readable(event.description) : '';
  const told = { carrier, trackingNumber, carrierEventId, status: statusOf(carrierStatus), carrierStatus, occurredAt };
  return description === '' ? told : { ...told, description };
}

function readable(text: string): string {
  return [...text.replace(UNSAFE, '').trim()].slice(0, LONGEST_DESCRIPTION).join('').trim();
}
