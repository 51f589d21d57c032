import type { AnyEvent } from '@entrepot/kernel';
import { deriveId } from '@entrepot/kernel';

/** Takes the time of each order from the moment it was due to be sent to the moment its first shipment is planned. */
export class Stopwatch {
  private readonly dueAt = new Map<string, number>();
  private readonly plannedAt = new Map<string, number>();

  constructor(private readonly merchantId: string) {}

  /** The order was due to be sent at this moment, whether or not it could be: waiting counts. */
  due(sourceOrderId: string, at: number): void {
    this.dueAt.set(deriveId('ord', this.merchantId, 'bench', sourceOrderId), at);
  }

  readonly hear = (event: AnyEvent): void => {
    if (event.type !== 'ShipmentPlanned') return;
    const { orderId } = event as AnyEvent & { orderId: string };
    if (!this.plannedAt.has(orderId)) this.plannedAt.set(orderId, performance.now());
  };

  /** How many of the orders that were due are planned. */
  get planned(): number {
    let count = 0;
    for (const id of this.dueAt.keys()) if (this.plannedAt.has(id)) count += 1;
    return count;
  }

  /** Milliseconds by order, of those that are planned. */
  durations(): number[] {
    return [...this.dueAt].flatMap(([id, due]) => {
      const planned = this.plannedAt.get(id);
      return planned === undefined ? [] : [planned - due];
    });
  }

  /** Milliseconds from the first order that was due to the last that is planned. */
  span(): number {
    const first = Math.min(...this.dueAt.values());
    const last = Math.max(...[...this.dueAt.keys()].map((id) => this.plannedAt.get(id) ?? 0));
    return last - first;
  }
}
