import type { AnyEvent } from '@entrepot/kernel';
import { deriveId } from '@entrepot/kernel';

/** Takes the time of each order from the moment it was due to be sent to the moment its first shipment is planned. */
export class Stopwatch {
  private readonly dueAt = new Map<string, number>();
  private readonly plannedAt = new Map<string, number>();
  private count = 0;

  constructor(private readonly merchantId: string) {}

  /** The order was due to be sent at this moment, whether or not it could be: waiting counts. */
  due(sourceOrderId: string, at: number): void {
    this.dueAt.set(deriveId('ord', this.merchantId, 'bench', sourceOrderId), at);
  }

  readonly hear = (event: AnyEvent): void => {
    if (event.type !== 'ShipmentPlanned') return;
    const { orderId } = event as AnyEvent & { orderId: string };
    if (this.plannedAt.has(orderId)) return;
    this.plannedAt.set(orderId, performance.now());
    if (this.dueAt.has(orderId)) this.count += 1;
  };

  /** How many of the orders that were due are planned. */
  get planned(): number {
    return this.count;
  }

  /** How many orders were due by now. */
  get sent(): number {
    return this.dueAt.size;
  }

  /** Milliseconds by order, of those that are planned. */
  durations(): number[] {
    return [...this.dueAt].flatMap(([id, due]) => {
      const planned = this.plannedAt.get(id);
      return planned === undefined ? [] : [planned - due];
    });
  }

  /** Milliseconds from the first order that was due to the last that is planned; 0 when none is. */
  span(): number {
    let [first, last] = [Infinity, -Infinity];
    for (const [id, due] of this.dueAt) {
      first = Math.min(first, due);
      last = Math.max(last, this.plannedAt.get(id) ?? -Infinity);
    }
    return last === -Infinity ? 0 : last - first;
  }
}
