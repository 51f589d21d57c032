import type { AnyEvent } from '@entrepot/kernel';

/** A parcel as far as the system has told. */
export interface ShipmentTale {
  readonly direction: 'outbound' | 'return';
  trackingNumber?: string;
  pickedUp?: boolean;
  delivered?: boolean;
  ended?: boolean;
}

/** An order as far as the system has told in its events. */
export interface OrderTale {
  readonly sourceOrderId: string;
  orderId?: string;
  rejected?: string;
  confirmed?: boolean;
  delivered?: boolean;
  cancelled?: boolean;
  returnId?: string;
  returnReceived?: boolean;
  returnInspected?: boolean;
  returnCompleted?: boolean;
  readonly shipments: Map<string, ShipmentTale>;
}

type Fields = AnyEvent & Readonly<Record<string, unknown>>;

/** Folds the events of the topics that tell about orders into one tale per order. */
export class History {
  private readonly bySource = new Map<string, OrderTale>();
  private readonly byOrder = new Map<string, OrderTale>();
  /** Events whose order is not known yet: topics are read side by side. */
  private readonly early = new Map<string, Fields[]>();

  /** `source` is the name under which the orders were submitted. */
  constructor(readonly source: string) {}

  tale(sourceOrderId: string): OrderTale {
    const known = this.bySource.get(sourceOrderId);
    if (known) return known;
    const tale: OrderTale = { sourceOrderId, shipments: new Map() };
    this.bySource.set(sourceOrderId, tale);
    return tale;
  }

  /** Takes one event in; gives the tale it belongs to, or undefined when it is about none of ours. */
  tell(event: AnyEvent): OrderTale | undefined {
    const fields = event as Fields;
    if (event.type === 'OrderPlaced') return this.placed(fields);
    if (event.type === 'OrderIntakeRejected') return this.rejected(fields);
    const orderId = String(fields['orderId']);
    const tale = this.byOrder.get(orderId);
    if (tale) this.apply(tale, fields);
    else this.early.set(orderId, [...(this.early.get(orderId) ?? []), fields]);
    return tale;
  }

  private placed(event: Fields): OrderTale | undefined {
    if (event['source'] !== this.source) return undefined;
    const tale = this.tale(String(event['sourceOrderId']));
    const orderId = String(event['orderId']);
    tale.orderId = orderId;
    this.byOrder.set(orderId, tale);
    for (const early of this.early.get(orderId) ?? []) this.apply(tale, early);
    this.early.delete(orderId);
    return tale;
  }

  private rejected(event: Fields): OrderTale | undefined {
    if (event['source'] !== this.source || event['sourceOrderId'] === undefined) return undefined;
    const tale = this.tale(String(event['sourceOrderId']));
    tale.rejected = describeProblem(event['problem'] as Record<string, unknown>);
    return tale;
  }

  private apply(tale: OrderTale, event: Fields): void {
    if (event.type.startsWith('Return')) applyReturn(tale, event);
    else if (event['shipmentId'] !== undefined) applyShipment(tale, event);
    else if (event.type === 'OrderConfirmed') tale.confirmed = true;
    else if (event.type === 'OrderDelivered') tale.delivered = true;
    else if (event.type === 'OrderCancelled') tale.cancelled = true;
  }
}

/** One line for people: the problem's detail and the fields that broke a rule. */
export function describeProblem(problem: Record<string, unknown>): string {
  const errors = (problem['errors'] as { field: string; message: string }[] | undefined) ?? [];
  const fields = errors.map(({ field, message }) => `${field}: ${message}`).join('; ');
  return fields || String(problem['detail'] ?? problem['title'] ?? problem['code'] ?? 'rejected');
}

function applyReturn(tale: OrderTale, event: Fields): void {
  tale.returnId = String(event['returnId']);
  if (event.type === 'ReturnReceived') tale.returnReceived = true;
  if (event.type === 'ReturnInspected') tale.returnInspected = true;
  if (event.type === 'ReturnCompleted') tale.returnCompleted = true;
}

function applyShipment(tale: OrderTale, event: Fields): void {
  const id = String(event['shipmentId']);
  if (event.type === 'ShipmentPlanned') {
    // A copy may come long after: it is not planned anew.
    if (tale.shipments.has(id)) return;
    tale.shipments.set(id, { direction: event['direction'] === 'return' ? 'return' : 'outbound' });
    return;
  }
  const shipment = tale.shipments.get(id);
  if (!shipment) return;
  if (event.type === 'ShipmentLabelled') shipment.trackingNumber = String(event['trackingNumber']);
  if (event.type === 'ShipmentPickedUp') shipment.pickedUp = true;
  if (event.type === 'ShipmentDelivered') shipment.delivered = true;
  if (['ShipmentVoided', 'ShipmentReturned', 'ShipmentLost'].includes(event.type)) shipment.ended = true;
}
