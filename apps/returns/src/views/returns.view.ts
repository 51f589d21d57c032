import type { ReturnState } from '@entrepot/contracts/returns';
import { Projects, type RowRef } from '@entrepot/messaging';
import { ReturnStream, type Return } from '../domain/return';

/** A row of the list of returns: what it is found by. The rest is read from its stream. */
export interface ReturnRow {
  readonly orderId: string;
  readonly state: ReturnState | 'requested';
  /** RFC 3339 UTC. */
  readonly requestedAt: string;
  readonly returnId: string;
  /** When it came into its state. */
  readonly stateSince: string;
}

@Projects({
  of: ReturnStream,
  view: 'returns',
  indexes: [{ orderId: 1 }, { state: 1, stateSince: 1 }, { stateSince: 1 }, { requestedAt: 1 }],
})
export class ReturnsView {
  row(current: Return, { key }: RowRef): ReturnRow | undefined {
    if (current.status === 'none') return undefined;
    const { orderId, status: state, since } = current;
    const requestedAt = new Date(current.requestedAt).toISOString();
    return { returnId: key, orderId, state, requestedAt, stateSince: since ?? requestedAt };
  }
}
