import type { ReturnState } from '@entrepot/contracts/returns';
import { Projects } from '@entrepot/messaging';
import { ReturnStream, type Return } from '../domain/return';

/** A row of the list of returns: what it is found by. The rest is read from its stream. */
export interface ReturnRow {
  readonly orderId: string;
  readonly state: ReturnState | 'requested';
  readonly requestedAt: string;
}

@Projects({ of: ReturnStream, view: 'returns', indexes: [{ orderId: 1 }, { state: 1 }] })
export class ReturnsView {
  row(current: Return): ReturnRow | undefined {
    if (current.status === 'none') return undefined;
    const { orderId, status: state, requestedAt } = current;
    return { orderId, state, requestedAt };
  }
}
