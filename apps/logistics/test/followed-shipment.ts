import { allEventContracts } from '@entrepot/contracts';
import '@entrepot/contracts/logistics';
import type { ShipmentAnswer, ShipmentState, TrackingEntry } from '@entrepot/contracts/logistics';
import type { ShipLine } from '@entrepot/contracts/shared';
import { eventually, type SentEvent, type TopicReader } from '@entrepot/testing';
import type { Neighbours } from './neighbours';
import type { RunningLogistics } from './running-logistics';

export const LINES: ShipLine[] = [{ lineId: '1', sku: 'SHIRT', quantity: 2 }];
const FACTS = allEventContracts()
  .filter(({ topic }) => topic === 'logistics.shipment.v1')
  .map(({ type }) => type);
let count = 0;

/** One shipment as its neighbours see it: what they ask for, and what became of it. */
export class FollowedShipment {
  readonly orderId: string;
  readonly shipmentId: string;

  constructor(
    private readonly logistics: RunningLogistics,
    private readonly neighbours: Neighbours,
    private readonly published: TopicReader,
  ) {
    count += 1;
    this.orderId = `ord_${process.pid}_${count}`;
    this.shipmentId = `shp_${process.pid}_${count}`;
  }

  request(): Promise<SentEvent[]> {
    return this.neighbours.ship(this.orderId, this.shipmentId, LINES);
  }

  sendBack(): Promise<SentEvent[]> {
    return this.neighbours.sendBack(this.orderId, `ret_${this.shipmentId}`, this.shipmentId, LINES);
  }

  void(): Promise<SentEvent[]> {
    return this.neighbours.voidShipment(this.orderId, this.shipmentId);
  }

  intercept(): Promise<SentEvent[]> {
    return this.neighbours.intercept(this.orderId, this.shipmentId);
  }

  show(): Promise<ShipmentAnswer> {
    return this.logistics.bodyOf<ShipmentAnswer>(`/v1/shipments/${this.shipmentId}`);
  }

  async until(state: ShipmentState): Promise<ShipmentAnswer> {
    const found = await eventually(
      () => this.show(),
      (answer) => answer.state === state,
      20_000,
    );
    expect(found).toMatchObject({ state });
    return found;
  }

  /** Requested and labelled; gives back the tracking number. */
  async labelled(): Promise<string> {
    await this.request();
    return this.number();
  }

  async number(): Promise<string> {
    return (await this.until('labelled')).trackingNumber ?? '';
  }

  async pickedUp(): Promise<string> {
    const number = await this.labelled();
    await this.logistics.sandbox.advance(number, 'COLLECTED');
    await this.until('under-way');
    return number;
  }

  async tracking(): Promise<TrackingEntry[]> {
    return (await this.logistics.bodyOf<{ items: TrackingEntry[] }>(`/v1/shipments/${this.shipmentId}/tracking`)).items;
  }

  /** Waits for a fact about the shipment on Kafka, and gives back all that were told so far, in their order. */
  async facts(last: string): Promise<string[]> {
    await this.published.waitFor(last, { shipmentId: this.shipmentId } as object);
    const told = FACTS.flatMap((type) => this.published.of(type, { shipmentId: this.shipmentId } as object));
    const places = told.map(({ meta, event }) => ({ place: meta.version * 100 + meta.index, type: event.type }));
    return places.sort((a, b) => a.place - b.place).map(({ type }) => type);
  }

  /** What the carrier was asked about it and what came of it. */
  async calls(): Promise<string[]> {
    const { trackingNumber = '' } = await this.show();
    return this.logistics.sandbox.calls(this.shipmentId, trackingNumber);
  }
}
