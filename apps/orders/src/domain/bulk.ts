import type {
  BulkAction,
  BulkActionStarted,
  BulkOutcome,
  OrderActionAnswered,
  OrderActionRequested,
  OrderState,
} from '@entrepot/contracts/orders';
import { defineStream } from '@entrepot/kernel';

export interface BulkItem {
  readonly orderId: string;
  readonly outcome: 'pending' | BulkOutcome;
  readonly state?: OrderState;
  readonly code?: string;
  readonly detail?: string;
}

/** One action on many orders, and what has become of each. */
export interface Bulk {
  readonly action?: BulkAction;
  /** More orders fitted the filter than were taken. */
  readonly more?: boolean;
  readonly items: readonly BulkItem[];
}

export type BulkEvent = BulkActionStarted | OrderActionRequested | OrderActionAnswered;

function evolveBulk(bulk: Bulk, event: BulkEvent): Bulk {
  switch (event.type) {
    case 'BulkActionStarted':
      return { ...bulk, action: event.action, ...(event.more !== undefined && { more: event.more }) };
    case 'OrderActionRequested':
      return { ...bulk, items: [...bulk.items, { orderId: event.orderId, outcome: 'pending' }] };
    case 'OrderActionAnswered': {
      const { type: _type, bulkId: _bulkId, ...answer } = event;
      return { ...bulk, items: bulk.items.map((item) => (item.orderId === event.orderId ? answer : item)) };
    }
    default:
      return bulk;
  }
}

/** bulk/<bulkId> */
export const BulkStream = defineStream<Bulk, BulkEvent>({ kind: 'bulk', initial: { items: [] }, evolve: evolveBulk });
