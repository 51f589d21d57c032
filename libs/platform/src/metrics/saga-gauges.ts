import { durationMs } from '@entrepot/contracts';
import type { Relay, ServiceParts } from '@entrepot/messaging';
import type { StandingStill } from '../operations/standing-still';
import { sharedLook, type Sample, type ServiceGauge } from './service-gauge';

/** The index is read as far as there are open sagas: not with every scrape. */
const LOOK_EVERY_MS = 30_000;

interface Standing {
  readonly labels: { readonly kind: string; readonly state: string };
  readonly rows: number;
  readonly ageSeconds: number;
}

interface Given {
  readonly parts: ServiceParts;
  readonly relay: Relay;
  readonly sagas: readonly StandingStill[];
}

/** Gauges of open sagas by state; told by the process that publishes, so that one per service asks the database. */
export function sagaGauges({ parts, relay, sagas }: Given): ServiceGauge[] {
  if (sagas.length === 0) return [];
  const look = sharedLook(LOOK_EVERY_MS, async () => {
    return (await Promise.all(sagas.map((saga) => standing(parts, saga)))).flat();
  });
  const found = async (): Promise<Standing[]> => (relay.state.leading ? look() : []);
  const labels = ['kind', 'state'];
  return [
    {
      ...{ name: 'entrepot_sagas', help: 'Open sagas by kind and state', labels },
      read: async () => (await found()).map(({ rows: value, labels: at }): Sample => ({ value, labels: at })),
    },
    {
      ...{ name: 'entrepot_saga_oldest_seconds', help: 'How long the oldest saga has been in the state', labels },
      read: async () => (await found()).map(({ ageSeconds: value, labels: at }): Sample => ({ value, labels: at })),
    },
    {
      ...{ name: 'entrepot_saga_expected_seconds', help: 'How long a saga may be in the state', labels },
      read: () => sagas.flatMap(expectations),
    },
  ];
}

async function standing({ backbone, clock }: ServiceParts, saga: StandingStill): Promise<Standing[]> {
  const { kind, view, expected } = saga;
  const states = Object.keys(expected);
  const found = new Map(
    (await backbone.view<object>(view).census(saga.state, states, saga.since)).map((each) => [each.text, each]),
  );
  return states.map((state) => {
    const { rows = 0, since } = found.get(state) ?? {};
    const ageSeconds = since === undefined ? 0 : Math.max(0, clock.now() - Date.parse(since)) / 1_000;
    return { labels: { kind, state }, rows, ageSeconds };
  });
}

function expectations({ kind, expected }: StandingStill): Sample[] {
  return Object.entries(expected).map(([state, { within }]) => ({
    value: durationMs(within) / 1_000,
    labels: { kind, state },
  }));
}
