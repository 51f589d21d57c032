import { pageOf } from '../shared';
import { Count, Doc, NestedList, OneOf, OpaqueId, Optional, Sku, Timestamp, WholeNumber } from '../vocabulary';
import { StockShortage } from './reservation.events';

export const RESERVATION_STATES = ['refused', 'held', 'done'] as const;

export type ReservationState = (typeof RESERVATION_STATES)[number];

@Doc('All pieces of one SKU in a reservation: of `quantity`, some were released and some shipped.')
export class ReservedLine {
  @Sku() sku!: string;
  @WholeNumber(1, 500_000_000) quantity!: number;
  @Count() released!: number;
  @Count() shipped!: number;
}

@Doc('What was set aside for an order at a place, or why nothing was.')
export class ReservationAnswer {
  @OpaqueId() reservationId!: string;
  @OpaqueId() orderId!: string;
  @OpaqueId() placeId!: string;
  @Doc('held: some of it is still set aside. done: all of it was released or shipped.')
  @OneOf(RESERVATION_STATES)
  state!: ReservationState;
  @NestedList(() => ReservedLine, { max: 500 }) lines!: ReservedLine[];
  @Doc('What was short, when it was refused.')
  @Optional()
  @NestedList(() => StockShortage, { max: 500 })
  shortages?: StockShortage[];
  @Optional() @Timestamp() reservedAt?: string;
  @Doc('When the order is asked whether it still wants this.') @Optional() @Timestamp() expiresAt?: string;
}

export const ReservationAnswerPage = pageOf(ReservationAnswer);
