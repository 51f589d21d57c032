import { RoutePlanned } from '@entrepot/contracts/logistics';
import type { OrderRoutingRequested } from '@entrepot/contracts/orders';
import { decided, DomainError, ignored, never, type Decide } from '@entrepot/kernel';
import { allocateLines, wantedOf } from './allocate-lines';
import { believed, rankCandidates, type Found } from './candidates';
import { explainAllocations, explainCandidates } from './route-reasons';
import type { Routing } from './routing';

/** So long the first receipt of a SKU may be on its way to us when an order for it is here already. */
const UNHEARD_MS = 5_000;

/**
 * Says which places are to serve which lines of an order, and why; what no place has is a shortage. Throws `stock.unheard`,
 * which lets the request wait, while the order is new and nothing was ever heard of the stock of a SKU: it is not short,
 * we are behind.
 */
export const planRoute: Decide<Routing, OrderRoutingRequested, Found> = (
  routing,
  { orderId, attempt, shipTo, lines, excludedPlaces = [], shortages: told = [], askedAt },
  { now },
  { candidates, unheard },
) => {
  switch (routing.status) {
    case 'planned':
      return ignored('this attempt has its route');
    case 'none': {
      waitForFirstStock(unheard, askedAt, now);
      const ranked = rankCandidates(believed(candidates, told), shipTo);
      const allowed = ranked.filter(({ placeId }) => !excludedPlaces.includes(placeId));
      const excluded = ranked.filter(({ placeId }) => excludedPlaces.includes(placeId));
      const { allocations, shortages } = allocateLines(allowed, lines);
      const wanted = wantedOf(lines);
      return decided(
        new RoutePlanned({
          orderId,
          attempt,
          allocations: explainAllocations(allocations, allowed, wanted),
          shortages: [...shortages],
          considered: explainCandidates(allowed, excluded, wanted),
        }),
      );
    }
    default:
      return never(routing.status);
  }
};

function waitForFirstStock(unheard: readonly string[], askedAt: string | undefined, now: string): void {
  if (unheard.length === 0 || askedAt === undefined) return;
  if (Date.parse(now) - Date.parse(askedAt) < UNHEARD_MS)
    throw new DomainError('stock.unheard', { skus: unheard.join(', ') });
}
