import type { AnyEvent } from '@entrepot/kernel';

interface Line {
  readonly sku: string;
  readonly quantity: number;
  readonly disposition?: string;
}

type Told = AnyEvent & {
  readonly orderId?: string;
  readonly shipmentId?: string;
  readonly direction?: string;
  readonly lines?: readonly Line[];
};

/** Units of one SKU of one order: as carriers and inspectors saw them move, and as inventory booked them. */
interface Moves {
  left: number;
  fulfilled: number;
  cameBack: number;
  restocked: number;
}

/** Fields of events that tell of goods. */
export const GOODS_FIELDS = ['orderId', 'shipmentId', 'direction', 'lines.sku', 'lines.quantity', 'lines.disposition'];

/** What moved according to those who moved it, beside what inventory has booked: stock that forgot both adds up by itself. */
export class Goods {
  private readonly byOrder = new Map<string, Map<string, Moves>>();

  take(event: AnyEvent): void {
    const told = event as Told;
    const what = moveOf(told);
    if (what === undefined || told.orderId === undefined) return;
    for (const line of told.lines ?? []) {
      if (event.type === 'ReturnInspected' && line.disposition !== 'restock') continue;
      this.movesOf(told.orderId, line.sku)[what] += line.quantity;
    }
  }

  /** What does not fit, of these orders. */
  problems(orderIds: Iterable<string>): string[] {
    return [...orderIds].flatMap((orderId) =>
      [...(this.byOrder.get(orderId) ?? [])].flatMap(([sku, { left, fulfilled, cameBack, restocked }]) => [
        ...(left === fulfilled
          ? []
          : [`order ${orderId}: ${left} of ${sku} left with carriers, ${fulfilled} left the stock`]),
        ...(cameBack === restocked
          ? []
          : [`order ${orderId}: ${cameBack} of ${sku} came back for the shelf, ${restocked} were restocked`]),
      ]),
    );
  }

  private movesOf(orderId: string, sku: string): Moves {
    const order = this.byOrder.get(orderId) ?? new Map<string, Moves>();
    this.byOrder.set(orderId, order);
    const moves = order.get(sku) ?? { left: 0, fulfilled: 0, cameBack: 0, restocked: 0 };
    order.set(sku, moves);
    return moves;
  }
}

function moveOf({ type, direction }: Told): keyof Moves | undefined {
  switch (type) {
    case 'ShipmentPickedUp':
      return direction === 'return' ? undefined : 'left';
    case 'StockFulfilled':
      return 'fulfilled';
    case 'ReturnInspected':
    case 'ShipmentReturned':
      return 'cameBack';
    case 'StockRestocked':
      return 'restocked';
    default:
      return undefined;
  }
}
