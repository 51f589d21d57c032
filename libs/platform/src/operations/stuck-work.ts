import { Inject, Injectable } from '@nestjs/common';
import { decodeCursor, encodeCursor, type Backbone, type Page } from '@entrepot/eventstore';
import { SERVICE_DEFINITION, type ServiceDefinition } from '../backbone/service-definition';
import { BACKBONE } from '../backbone/tokens';
import { DEFAULT_LIMIT } from '../http/page';
import { stuckSources, type StuckQuery, type StuckSource } from './stuck-sources';
import type { ListStuck, StuckShown } from './stuck.answers';

interface Place {
  readonly since: string;
  readonly source: string;
  readonly id: string;
}

type Placed = Place & { readonly shown: Omit<StuckShown, 'ageSeconds'> };

/** Everything of a service that does not move on, whatever it is, by age. */
@Injectable()
export class StuckWork {
  private readonly sources: readonly StuckSource[];

  constructor(
    @Inject(BACKBONE) private readonly backbone: Backbone,
    @Inject(SERVICE_DEFINITION) { standingStill = [] }: ServiceDefinition,
  ) {
    this.sources = stuckSources(backbone, standingStill);
  }

  /** The longest standing first. */
  async list(merchantId: string, wanted: ListStuck): Promise<Page<StuckShown>> {
    const { limit = DEFAULT_LIMIT, cursor, olderThan, handler } = wanted;
    const after = cursor === undefined ? undefined : placeIn(cursor);
    const query = {
      ...(olderThan !== undefined && { olderThan }),
      ...(handler !== undefined && { handler }),
    };
    const found = await Promise.all(
      this.wanted(wanted).map((source) => find(source, merchantId, { ...query, limit: limit + 1 }, after)),
    );
    const sorted = found.flat().sort(byPlace);
    const items = sorted.slice(0, limit).map(({ shown }) => ({ ...shown, ageSeconds: this.ageOf(shown.since) }));
    const last = sorted[limit - 1];
    if (sorted.length <= limit || last === undefined) return { items };
    return { items, next: encodeCursor([last.since, last.source, last.id]) };
  }

  private ageOf(since: string): number {
    return Math.max(0, Math.floor((this.backbone.now() - Date.parse(since)) / 1_000));
  }

  private wanted({ kind, state, handler }: ListStuck): StuckSource[] {
    return this.sources.filter(
      (source) =>
        (kind === undefined || source.kind === kind) &&
        (state === undefined || source.state === state) &&
        (handler === undefined || source.hasHandler),
    );
  }
}

async function find(
  source: StuckSource,
  merchantId: string,
  query: StuckQuery,
  after: Place | undefined,
): Promise<Placed[]> {
  const rest = after === undefined ? {} : { after: { since: after.since, id: lastIdOf(source, after) } };
  const found = await source.find(merchantId, { ...query, ...rest });
  return found.map((shown) => ({ since: shown.since, source: source.name, id: shown.id, shown }));
}

/** Of equal age, all of the sources before the last one were shown and none of those after it. */
function lastIdOf({ name }: StuckSource, after: Place): string {
  if (name === after.source) return after.id;
  return name < after.source ? '\uffff' : '';
}

/** Of one age and source the order found is kept. */
function byPlace(a: Placed, b: Placed): number {
  if (a.since !== b.since) return a.since < b.since ? -1 : 1;
  return a.source === b.source ? 0 : a.source < b.source ? -1 : 1;
}

function placeIn(cursor: string): Place {
  const [since, source, id] = decodeCursor(cursor, 3).map(String) as [string, string, string];
  return { since, source, id };
}
