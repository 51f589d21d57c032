import { RoutePlanned } from '@entrepot/contracts/logistics';
import type { OrderRoutingRequested } from '@entrepot/contracts/orders';
import { decided, ignored, never, type Decide } from '@entrepot/kernel';
import { allocateLines } from './allocate-lines';
import { rankCandidates, type Candidate } from './candidates';
import { explainAllocation, explainCandidates } from './route-reasons';
import type { Routing } from './routing';

/** Says which places are to serve which lines of an order, and why; what no place has is a shortage. */
export const planRoute: Decide<Routing, OrderRoutingRequested, readonly Candidate[]> = (
  routing,
  { orderId, attempt, shipTo, lines, excludedPlaces = [] },
  _given,
  candidates,
) => {
  switch (routing.status) {
    case 'planned':
      return ignored('this attempt has its route');
    case 'none': {
      const ranked = rankCandidates(candidates, shipTo);
      const allowed = ranked.filter(({ placeId }) => !excludedPlaces.includes(placeId));
      const excluded = ranked.filter(({ placeId }) => excludedPlaces.includes(placeId));
      const { allocations, shortages } = allocateLines(allowed, lines);
      return decided(
        new RoutePlanned({
          orderId,
          attempt,
          allocations: allocations.map((allocation) => explainAllocation(allocation, allowed, lines)),
          shortages: [...shortages],
          considered: explainCandidates(allowed, excluded, lines),
        }),
      );
    }
    default:
      return never(routing.status);
  }
};
