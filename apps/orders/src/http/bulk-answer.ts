import type { BulkAction, BulkAnswer, BulkResult } from '@entrepot/contracts/orders';
import type { BulkItem } from '../domain/bulk';
import { statusOf } from '../domain/refusals';

export interface Shown {
  readonly bulkId: string;
  readonly action: BulkAction;
  readonly dryRun?: boolean;
  readonly more?: boolean;
}

/** An action on many orders as callers see it. */
export function bulkAnswer({ dryRun = false, more = false, ...named }: Shown, items: readonly BulkItem[]): BulkAnswer {
  const count = (outcome: BulkItem['outcome']) => items.filter((item) => item.outcome === outcome).length;
  const pending = count('pending');
  return {
    ...named,
    dryRun,
    more,
    total: items.length,
    finished: items.length - pending,
    done: count('done'),
    unchanged: count('unchanged'),
    refused: count('refused'),
    results: items.map(result),
  };
}

function result(item: BulkItem): BulkResult {
  switch (item.outcome) {
    case 'pending':
      return { ...item, status: 102 };
    case 'refused':
      return { ...item, status: statusOf(item.code ?? '') ?? 422 };
    case 'done':
    case 'unchanged':
      return { ...item, status: item.state === 'cancelling' ? 202 : 200 };
  }
}
