import { Injectable } from '@nestjs/common';
import { Doc, Duration, OneOf, OpaqueId, Optional, Timestamp } from '@entrepot/contracts';
import { RETURN_STATES, type ReturnState } from '@entrepot/contracts/returns';
import { ViewTable, type SortBy, type Where } from '@entrepot/eventstore';
import { between, DatabaseTime, InjectView, PageQuery, pageRequest } from '@entrepot/platform';
import type { ReturnRow } from '../views/returns.view';

export class ListReturns extends PageQuery {
  @Optional() @OpaqueId() orderId?: string;
  @Optional() @OneOf(RETURN_STATES) state?: ReturnState;
  @Optional() @Duration() @Doc('In its state for longer than this.') olderThan?: string;
  @Optional() @Timestamp() @Doc('Asked for then or later.') requestedFrom?: string;
  @Optional() @Timestamp() @Doc('Asked for before then.') requestedTo?: string;
}

function whereOf(query: ListReturns, time: DatabaseTime): Where {
  const { orderId, state, olderThan, requestedFrom, requestedTo } = query;
  return {
    ...{ orderId, state },
    ...(olderThan !== undefined && { stateSince: { lt: time.ago(olderThan) } }),
    requestedAt: between(requestedFrom, requestedTo),
  };
}

/** By age where something about age is asked, the oldest first; else by id. */
function sortOf({ orderId, state, olderThan, requestedFrom, requestedTo }: ListReturns): SortBy {
  if (orderId !== undefined) return {};
  if (state !== undefined || olderThan !== undefined) return { stateSince: 1 };
  return (requestedFrom ?? requestedTo) === undefined ? {} : { requestedAt: 1 };
}

/** Finds returns; what is older than some time is so as the database tells the time. */
@Injectable()
export class ReturnLists {
  constructor(
    private readonly time: DatabaseTime,
    @InjectView('returns') private readonly returns: ViewTable<ReturnRow>,
  ) {}

  find(merchantId: string, query: ListReturns): ReturnType<ViewTable<ReturnRow>['find']> {
    const where = whereOf(query, this.time);
    return this.returns.find(merchantId, { where, sort: sortOf(query), ...pageRequest(query) });
  }
}
