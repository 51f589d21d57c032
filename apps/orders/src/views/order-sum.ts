import type { OrderPaymentUpdated } from '@entrepot/contracts/orders';
import { eventId, type CommitRecord } from '@entrepot/eventstore';
import { sum } from '@entrepot/kernel';
import type { Summed } from '@entrepot/platform';

type Kind = 'captured' | 'refunded';

/** Adds the money of one order up from what its stream says that came in and went back, believing no state. */
export class OrderSum implements Summed {
  version = 0;
  /** The newest version that has events: nobody hears of a decision that was recorded for its cause alone. */
  heardOf = 0;
  isPlaced = false;
  private readonly moved = { captured: new Map<string, number>(), refunded: new Map<string, number>() };
  private readonly ids: string[] = [];

  constructor(readonly key: string) {}

  /** Takes the next record of the order. */
  add(record: CommitRecord): void {
    this.version = record.version;
    if (record.events.length > 0) this.heardOf = record.version;
    record.events.forEach((event, index) => {
      if (event.type === 'OrderPlaced') this.isPlaced = true;
      if (event.type === 'OrderPaymentUpdated') this.take(event as OrderPaymentUpdated, eventId(record, index));
    });
  }

  get captured(): number {
    return sum([...this.moved.captured.values()]);
  }

  get refunded(): number {
    return sum([...this.moved.refunded.values()]);
  }

  /** Of the newest events that moved money, the newest last. */
  newest(count: number): string[] {
    return this.ids.slice(-count);
  }

  /** What is said again of the same capture or refund is the same money. */
  private take({ kind, reference, amount }: OrderPaymentUpdated, id: string): void {
    if (kind !== 'captured' && kind !== 'refunded') return;
    this.moved[kind satisfies Kind].set(reference, amount);
    this.ids.push(id);
  }
}
