import { ShipLine } from '../shared';
import {
  Count,
  Doc,
  Flag,
  MinorAmount,
  Nested,
  NestedList,
  OneOf,
  OpaqueId,
  Optional,
  Personal,
  Quantity,
  Sku,
  Text,
  TextList,
} from '../vocabulary';
import { BundleOfLine } from './order-parts';

export const ORDER_STATES = [
  'held',
  'placed',
  'reserving',
  'backordered',
  'paying',
  'confirmed',
  'shipping',
  'delivered',
  'closed',
  'cancelling',
  'cancelled',
] as const;
export type OrderState = (typeof ORDER_STATES)[number];

/** Why an amount has not come in yet, or has not gone back yet. */
export const OPEN_REASONS = [
  'held',
  'awaiting-stock',
  'backordered',
  'awaiting-payment',
  'not-handed-over',
  'capture-pending',
  'capture-failed',
  'cancellation-under-way',
  'refunded-elsewhere',
  'refund-pending',
  'refund-failed',
] as const;
export type OpenReason = (typeof OPEN_REASONS)[number];

@Doc('A line as it stands: `quantity` was bought, some of it may be cancelled or returned.')
export class OrderAnswerLine {
  @OpaqueId() lineId!: string;
  @Sku() sku!: string;
  @Quantity() quantity!: number;
  @MinorAmount() unitPrice!: number;
  @Optional() @Text(300) title?: string;
  @Count() cancelled!: number;
  @Count() returned!: number;
  @Optional()
  @Nested(() => BundleOfLine)
  @Doc(
    'The bundle that it is a part of: cancelled and changed by the line of the bundle, shipped and returned by its own.',
  )
  bundle?: BundleOfLine;
}

@Doc('A line of bundles as it was bought; what became of it is told by the lines of its components.')
export class OrderAnswerBundle {
  @OpaqueId() lineId!: string;
  @Sku() sku!: string;
  @Quantity() @Doc('So many were bought.') quantity!: number;
  @MinorAmount() unitPrice!: number;
  @Optional() @Text(300) title?: string;
  @Count() @Doc('So many are still sold as a whole: no piece is cancelled or returned.') whole!: number;
}

@Doc('What stops the order: somebody, or SKUs that the catalog does not know.')
export class OrderAnswerHold {
  @Flag() manual!: boolean;
  @Optional() @Personal() @Text(500) note?: string;
  @TextList({ max: 500, each: 64 }) skus!: string[];
}

@Doc('What a place holds for the order.')
export class OrderAnswerReservation {
  @OpaqueId() reservationId!: string;
  @OpaqueId() placeId!: string;
  @OneOf(['asked', 'reserved', 'refused', 'ended']) state!: 'asked' | 'reserved' | 'refused' | 'ended';
}

@Doc('A parcel, as far as the order is concerned; logistics knows more.')
export class OrderAnswerShipment {
  @OpaqueId() shipmentId!: string;
  @OpaqueId() placeId!: string;
  @OneOf(['requested', 'picked_up', 'delivered', 'voided', 'lost', 'returned']) state!: string;
  @NestedList(() => ShipLine, { max: 500 }) lines!: ShipLine[];
  @Optional()
  @Flag()
  @Doc('It goes to an address that the order had before: the change came too late for it.')
  toFormerAddress?: boolean;
}

@Doc('A return that was inspected, and what went back for it.')
export class OrderAnswerReturn {
  @OpaqueId() returnId!: string;
  @MinorAmount() amount!: number;
  @OneOf(['due', 'asked', 'done', 'exchanged']) refund!: 'due' | 'asked' | 'done' | 'exchanged';
}
