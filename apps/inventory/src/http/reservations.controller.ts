import { Controller, Get, Param, Query } from '@nestjs/common';
import { OneOf, OpaqueId, Optional, Timestamp } from '@entrepot/contracts';
import {
  RESERVATION_STATES,
  ReservationAnswer,
  ReservationAnswerPage,
  type ReservationState,
} from '@entrepot/contracts/inventory';
import { Streams, ViewTable, type SortBy } from '@entrepot/eventstore';
import { DomainError } from '@entrepot/kernel';
import { Answers, between, InjectView, MerchantId, PageQuery, pageRequest, respondWith } from '@entrepot/platform';
import { ReservationStream, type Reservation } from '../domain/reservation';
import type { ReservationRow } from '../views/reservations.view';

export class ListReservations extends PageQuery {
  @Optional() @OpaqueId() orderId?: string;
  @Optional() @OpaqueId() placeId?: string;
  @Optional() @OneOf(RESERVATION_STATES) state?: ReservationState;
  /** Granted or refused before this moment: with state=held those that are open for long. */
  @Optional() @Timestamp() before?: string;
  /** Whose time runs out before this moment. */
  @Optional() @Timestamp() expiresBefore?: string;
}

@Controller('v1/reservations')
export class ReservationsController {
  constructor(
    private readonly streams: Streams,
    @InjectView('reservations') private readonly reservations: ViewTable<ReservationRow>,
  ) {}

  @Get(':reservationId')
  @Answers(ReservationAnswer)
  async show(@MerchantId() merchantId: string, @Param('reservationId') reservationId: string) {
    const { state, version } = await this.streams.read(ReservationStream, merchantId, reservationId);
    return respondWith(answer(reservationId, state), version);
  }

  /** Of one order, in one state or from before a time: oldest first; those whose time runs out: the first one first; else by id. Which ones are listed is as old as the view; each is shown as it is now. */
  @Get()
  @Answers(ReservationAnswerPage)
  async list(@MerchantId() merchantId: string, @Query() query: ListReservations) {
    const { orderId, placeId, state, before, expiresBefore } = query;
    const where = {
      ...{ orderId, placeId, state },
      since: between(undefined, before),
      expiresAt: between(undefined, expiresBefore),
    };
    const page = await this.reservations.find(merchantId, { where, sort: sortOf(query), ...pageRequest(query) });
    const items = await Promise.all(
      page.items.map(async ({ id }) => answer(id, (await this.streams.read(ReservationStream, merchantId, id)).state)),
    );
    return page.next === undefined ? { items } : { items, next: page.next };
  }
}

/** By age where an index can; an order has few. Else by id: there may be millions. */
function sortOf({ state, orderId, before, expiresBefore }: ListReservations): SortBy {
  if ((state ?? orderId ?? before) !== undefined) return { since: 1 };
  return expiresBefore === undefined ? {} : { expiresAt: 1 };
}

function answer(reservationId: string, reservation: Reservation): ReservationAnswer {
  switch (reservation.status) {
    case 'none':
      throw new DomainError('reservation.not-found', { reservationId });
    case 'refused': {
      const { orderId, placeId, shortages } = reservation;
      return { reservationId, orderId, placeId, state: 'refused', lines: [], shortages: [...shortages] };
    }
    case 'held':
    case 'done': {
      const { orderId, placeId, lines, reservedAt, expiresAt, status: state } = reservation;
      return { reservationId, orderId, placeId, state, lines: [...lines], reservedAt, expiresAt };
    }
  }
}
