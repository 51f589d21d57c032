import type { AdjustStock, CountStock, ReceiveStock } from '@entrepot/contracts/inventory';
import type {
  StockFulfilmentRequested,
  StockKeepRequested,
  StockReleaseRequested,
  StockReservationRequested,
} from '@entrepot/contracts/orders';
import type { Decision } from '@entrepot/kernel';
import { adjustStock } from '../src/domain/adjust-stock';
import { AdjustmentStream } from '../src/domain/adjustment';
import { askAboutExpiry } from '../src/domain/ask-about-expiry';
import { countStock } from '../src/domain/count-stock';
import { CountStream } from '../src/domain/count';
import { describePlace } from '../src/domain/describe-place';
import { fulfilStock } from '../src/domain/fulfil-stock';
import { keepStock } from '../src/domain/keep-stock';
import { PlaceStream, type PlaceDescription } from '../src/domain/place';
import { ReceiptStream } from '../src/domain/receipt';
import { receiveStock } from '../src/domain/receive-stock';
import { releaseStock } from '../src/domain/release-stock';
import { ReorderPointStream } from '../src/domain/reorder-point';
import { ReservationStream, stockHeldBy, type Reservation } from '../src/domain/reservation';
import { reserveStock } from '../src/domain/reserve-stock';
import { RestockStream } from '../src/domain/restock';
import { setReorderPoint, type WantedReorderPoint } from '../src/domain/set-reorder-point';
import { restockGoods, type RestockRequest } from '../src/domain/restock-goods';
import { stockKey, stockOf, StockStream, type Stock } from '../src/domain/stock';
import type { Line } from '../src/domain/stock-lines';
import type { ToldBy } from '../src/domain/told-by';
import { World } from './world';

export const PLACE = 'gru-1';

/** Everything that can be asked of inventory, in words; ids default to the first of their kind. */
export class Shop {
  readonly world = new World();

  constructor(placeId = PLACE) {
    this.describe({ name: 'Guarulhos' }, placeId);
  }

  describe(input: PlaceDescription, key = PLACE): Decision {
    return this.world.handle({ on: PlaceStream, key, decide: describePlace, input });
  }

  receive(input: Partial<ReceiveStock> & { lines: Line[] }): Decision {
    const request = { receiptId: 'receipt-1', placeId: PLACE, ...input };
    const place = { stream: PlaceStream, key: request.placeId };
    return this.world.handle({
      on: ReceiptStream,
      key: request.receiptId,
      decide: receiveStock,
      input: request,
      also: () => [place, ...stockOf(request.placeId, request.lines)],
    });
  }

  adjust(input: Partial<AdjustStock> & ToldBy & { delta: number }): Decision {
    const request = { adjustmentId: 'adj-1', placeId: PLACE, sku: 'A', cause: 'correction' as const, ...input };
    const place = { stream: PlaceStream, key: request.placeId };
    return this.world.handle({
      on: AdjustmentStream,
      key: request.adjustmentId,
      decide: adjustStock,
      input: request,
      also: () => [place, ...stockOf(request.placeId, [request])],
    });
  }

  count(input: Partial<CountStock> & { counted: number; expected: number }): Decision {
    const request = { countId: 'count-1', placeId: PLACE, sku: 'A', ...input };
    const place = { stream: PlaceStream, key: request.placeId };
    return this.world.handle({
      on: CountStream,
      key: request.countId,
      decide: countStock,
      input: request,
      also: () => [place, ...stockOf(request.placeId, [request])],
    });
  }

  orderAgainAt(input: WantedReorderPoint, sku = 'A', placeId = PLACE): Decision {
    return this.world.handle({
      on: ReorderPointStream,
      key: stockKey(sku, placeId),
      decide: setReorderPoint,
      input,
      also: () => [{ stream: PlaceStream, key: placeId }, ...stockOf(placeId, [{ sku }])],
    });
  }

  reserve(input: Partial<StockReservationRequested> & { lines: Line[] }): Decision {
    const request = reservationRequest(input);
    return this.world.handle({
      on: ReservationStream,
      key: request.reservationId,
      decide: reserveStock,
      input: request,
      also: () => stockOf(request.placeId, request.lines),
    });
  }

  release(input: Partial<StockReleaseRequested> = {}): Decision {
    const request = { type: 'StockReleaseRequested' as const, ...named, ...input };
    const key = request.reservationId;
    const decide = releaseStock;
    return this.world.handle({ on: ReservationStream, key, decide, input: request, also: stockHeldBy });
  }

  fulfil(input: Partial<StockFulfilmentRequested> & { lines: Line[] }): Decision {
    const request = { type: 'StockFulfilmentRequested' as const, ...named, shipmentId: 'shp_1', ...input };
    const key = request.reservationId;
    const decide = fulfilStock;
    return this.world.handle({ on: ReservationStream, key, decide, input: request, also: stockHeldBy });
  }

  keep(input: Partial<StockKeepRequested> & { until: string }): Decision {
    const request = { type: 'StockKeepRequested' as const, ...named, ...input };
    return this.world.handle({
      on: ReservationStream,
      key: request.reservationId,
      decide: keepStock,
      input: request,
    });
  }

  askExpiry(key = 'rsv_1'): Decision {
    return this.world.handle({ on: ReservationStream, key, decide: askAboutExpiry, input: { dueAt: '' } });
  }

  restock(input: Partial<RestockRequest> & { lines: Line[] }): Decision {
    const request = { restockId: 'rst_1', orderId: 'ord_1', placeId: PLACE, ...input };
    return this.world.handle({
      on: RestockStream,
      key: request.restockId,
      decide: restockGoods,
      input: request,
      also: () => stockOf(request.placeId, request.lines),
    });
  }

  stock(sku: string, placeId = PLACE): Stock {
    const { flows: _, ...stock } = this.world.state(StockStream, stockKey(sku, placeId));
    return stock;
  }

  reservation(key = 'rsv_1'): Reservation {
    return this.world.state(ReservationStream, key);
  }
}

const named = { reservationId: 'rsv_1', orderId: 'ord_1', placeId: PLACE };

export function reservationRequest(
  input: Partial<StockReservationRequested> & { lines: Line[] },
): StockReservationRequested {
  return { type: 'StockReservationRequested', ...named, expiresAt: '2026-03-02T09:15:00.000Z', ...input };
}

/** Pieces of a SKU, written short. */
export function pieces(counts: Readonly<Record<string, number>>): Line[] {
  return Object.entries(counts).map(([sku, quantity]) => ({ sku, quantity }));
}

/** The code of the refusal that `work` ends in. */
export function refusalOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
  return 'not refused';
}
