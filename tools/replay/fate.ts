import type { OrderPlan } from './olist/orders';
import type { OrderTale, ShipmentTale } from './history';

/** Something that people or carriers do to an order, and the data time at which they do it. */
export type Act =
  | {
      readonly kind: 'advance';
      readonly id: string;
      readonly trackingNumber: string;
      readonly to: string;
      readonly at?: string;
    }
  | { readonly kind: 'cancel'; readonly id: string; readonly orderId: string; readonly at?: string }
  | { readonly kind: 'return'; readonly id: string; readonly orderId: string; readonly at?: string }
  | { readonly kind: 'inspect'; readonly id: string; readonly returnId: string; readonly at?: string };

function advance(shipment: ShipmentTale, to: string, at?: string): Act[] {
  const { trackingNumber } = shipment;
  if (!trackingNumber) return [];
  return [{ kind: 'advance', id: `${trackingNumber}:${to}`, trackingNumber, to, ...(at ? { at } : {}) }];
}

/** One step of the carrier towards what the data says of the order. */
function carry(plan: OrderPlan, shipment: ShipmentTale): Act[] {
  if (shipment.ended || shipment.delivered) return [];
  if (shipment.direction === 'return') return advance(shipment, 'DELIVERED', plan.deliveredAt);
  if (plan.fate === 'open' || plan.fate === 'cancelled' || plan.fate === 'unknown') return [];
  if (!shipment.pickedUp) return advance(shipment, 'COLLECTED', plan.collectedAt);
  if (plan.fate === 'in-transit') return advance(shipment, 'IN_TRANSIT', plan.collectedAt);
  if (plan.fate === 'intercepted') return [];
  return advance(shipment, 'DELIVERED', plan.deliveredAt);
}

function outbound(tale: OrderTale): ShipmentTale[] {
  return [...tale.shipments.values()].filter(({ direction }) => direction === 'outbound');
}

function wantsCancel(plan: OrderPlan, tale: OrderTale): boolean {
  if (tale.cancelled) return false;
  if (plan.fate === 'cancelled') return true;
  const sent = outbound(tale);
  return plan.fate === 'intercepted' && sent.length > 0 && sent.every(({ pickedUp }) => pickedUp === true);
}

/** What is to be done next so that the order comes to what the data says; repeats are told apart by `id`. */
export function nextActs(plan: OrderPlan, tale: OrderTale): Act[] {
  const { orderId, returnId } = tale;
  if (!orderId) return [];
  const acts = [...tale.shipments.values()].flatMap((shipment) => carry(plan, shipment));
  if (wantsCancel(plan, tale)) acts.push({ kind: 'cancel', id: `cancel:${orderId}`, orderId });
  if (plan.fate === 'returned' && tale.delivered && !returnId) {
    acts.push({
      kind: 'return',
      id: `return:${orderId}`,
      orderId,
      ...(plan.deliveredAt ? { at: plan.deliveredAt } : {}),
    });
  }
  if (returnId && tale.returnReceived && !tale.returnInspected) {
    acts.push({ kind: 'inspect', id: `inspect:${returnId}`, returnId });
  }
  return acts;
}

/** Whether the order has come as far as the data says. */
export function isSettled(plan: OrderPlan, tale: OrderTale): boolean {
  const sent = outbound(tale);
  switch (plan.fate) {
    case 'rejected':
      return tale.rejected !== undefined;
    case 'open':
    case 'unknown':
      return (
        tale.cancelled === true || (sent.length > 0 && sent.every(({ trackingNumber }) => trackingNumber !== undefined))
      );
    case 'in-transit':
      return tale.cancelled === true || (sent.length > 0 && sent.every(({ pickedUp }) => pickedUp === true));
    case 'delivered':
      return tale.delivered === true || tale.cancelled === true;
    case 'returned':
      return tale.returnCompleted === true || tale.cancelled === true;
    case 'cancelled':
    case 'intercepted':
      return tale.cancelled === true;
  }
}
