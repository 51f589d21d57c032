import { Injectable } from '@nestjs/common';
import type { ShipmentState, TrackingEntry } from '@entrepot/contracts/logistics';
import { Streams, ViewTable, type Page, type RecordedEvent } from '@entrepot/eventstore';
import { DomainError } from '@entrepot/kernel';
import { InjectView, pageRequest, type PageQuery } from '@entrepot/platform';
import { CARRIERS } from '../logistics.config';
import type { Shipment } from '../domain/shipment';
import { ShipmentStream } from '../domain/shipment-stream';
import { trackingKey, TrackingStream } from '../domain/tracking';
import type { CarrierNews } from '../domain/carrier-news';
import type { ShipmentRow } from './shipments.view';

/** What a list of shipments can be asked for by. */
export interface ShipmentQuery extends PageQuery {
  readonly orderId?: string;
  readonly state?: ShipmentState;
  readonly trackingNumber?: string;
}

export interface FoundShipment {
  readonly id: string;
  readonly shipment: Shipment;
}

/** Finds shipments and what carriers told of them. */
@Injectable()
export class ShipmentFinder {
  constructor(
    private readonly streams: Streams,
    @InjectView('shipments') private readonly rows: ViewTable<ShipmentRow>,
  ) {}

  async find(merchantId: string, query: ShipmentQuery): Promise<Page<FoundShipment>> {
    const { orderId, state, trackingNumber } = query;
    const ids = trackingNumber === undefined ? undefined : await this.namedBy(merchantId, trackingNumber);
    const id = ids === undefined ? undefined : { in: ids };
    const page = await this.rows.find(merchantId, { where: { orderId, state, id }, ...pageRequest(query) });
    const items = await Promise.all(page.items.map((row) => this.read(merchantId, row.id)));
    return page.next === undefined ? { items } : { items, next: page.next };
  }

  /** Everything that the carrier told of a shipment, in the order of the carrier's times. */
  async trackingOf(merchantId: string, shipmentId: string): Promise<TrackingEntry[]> {
    const { shipment } = await this.read(merchantId, shipmentId);
    if (shipment.status === 'none') throw new DomainError('shipment.not-found', { shipmentId });
    if (!('label' in shipment) || shipment.label === undefined) return [];
    const key = trackingKey({ carrier: shipment.plan.carrier, trackingNumber: shipment.label.trackingNumber });
    const history = await this.streams.history(TrackingStream, merchantId, key);
    const entries = new Map(history.flatMap(entryOf).map((entry) => [entry.carrierEventId, entry]));
    return [...entries.values()].sort((a, b) => Date.parse(a.occurredAt) - Date.parse(b.occurredAt));
  }

  private async read(merchantId: string, id: string): Promise<FoundShipment> {
    return { id, shipment: (await this.streams.read(ShipmentStream, merchantId, id)).state };
  }

  /** A tracking number is its carrier's: the same text may be a number of several. */
  private async namedBy(merchantId: string, trackingNumber: string): Promise<string[]> {
    const found = await Promise.all(
      CARRIERS.map((carrier) =>
        this.streams.read(TrackingStream, merchantId, trackingKey({ carrier, trackingNumber })),
      ),
    );
    return found.flatMap(({ state }) => state.assigned?.shipmentId ?? []);
  }
}

function entryOf({ event, at }: RecordedEvent): TrackingEntry[] {
  if (event.type !== 'TrackingReported' && event.type !== 'CarrierEventReceived') return [];
  const told = event as unknown as CarrierNews;
  const { carrierEventId, status, carrierStatus, occurredAt, description } = told;
  return [
    {
      ...{ carrierEventId, status, carrierStatus, occurredAt, receivedAt: at },
      ...(description !== undefined && { description }),
    },
  ];
}
