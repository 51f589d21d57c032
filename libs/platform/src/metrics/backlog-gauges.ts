import type { HandlerRuntime, Relay, ServiceParts } from '@entrepot/messaging';
import type { Registry } from 'prom-client';
import type { StandingStill } from '../operations/standing-still';
import { sagaGauges } from './saga-gauges';
import { addGauge, sharedLook, type Sample, type ServiceGauge } from './service-gauge';

export interface Backlog {
  readonly parts: ServiceParts;
  readonly relay: Relay;
  /** Undefined until messages are consumed. */
  readonly runtime: () => HandlerRuntime | undefined;
  readonly sagas: readonly StandingStill[];
}

const LOOK_EVERY_MS = 3_000;

/**
 * Gauges of what waits, asked for when somebody scrapes. What stands in the database or at the broker is that of the whole service,
 * whichever process tells it: take the greatest, not the sum. A store that is away leaves its gauges out.
 */
export function watchBacklog(registry: Registry, backlog: Backlog): void {
  const gauges = [
    ...consumerGauges(backlog),
    ...waitingGauges(backlog),
    ...relayGauges(backlog),
    ...sagaGauges(backlog),
  ];
  for (const gauge of gauges) addGauge(registry, gauge);
}

function consumerGauges({ parts, runtime }: Backlog): ServiceGauge[] {
  const lag = sharedLook(LOOK_EVERY_MS, () => lagByTopic(runtime()));
  const topic = ['topic'];
  return [
    {
      name: 'entrepot_consumer_lag',
      help: 'Messages not worked off, by topic',
      labels: topic,
      read: async () => [...(await lag())].map(([name, value]) => ({ value, labels: { topic: name } })),
    },
    {
      name: 'entrepot_consumer_oldest_input_seconds',
      help: 'Age of the oldest message of the partitions that this process reads which has no durable result; 0 if all have one',
      labels: topic,
      read: () => [...(runtime()?.oldest() ?? [])].map(([name, at]) => sample(ageOf(parts, at), { topic: name })),
    },
    {
      name: 'entrepot_view_age_seconds',
      help: 'How old what a view shows may be; 0 while no message waits',
      labels: ['view'],
      read: async () => {
        const isBehind = [...(await lag()).values()].some((messages) => messages > 0);
        return [...(runtime()?.views.ages(isBehind) ?? [])].map(([view, ms]) => sample(ms / 1_000, { view }));
      },
    },
  ];
}

function waitingGauges({ parts }: Backlog): ServiceGauge[] {
  const { parkedInputs, deadLetters, tasks } = parts.backbone;
  const parked = sharedLook(LOOK_EVERY_MS, () => parkedInputs.backlog());
  const work = sharedLook(LOOK_EVERY_MS, () => tasks.backlog());
  const one = (name: string, help: string, read: () => Promise<number>): ServiceGauge => {
    return { name, help, read: async () => [sample(await read())] };
  };
  const since = (at: string | undefined) => ageOf(parts, at === undefined ? 0 : Date.parse(at));
  return [
    one('entrepot_parked_inputs', 'Inputs that wait for another try', async () => (await parked()).inputs),
    one('entrepot_parked_keys', 'Keys that stand still because an input of theirs is parked', async () => (await parked()).keys), // prettier-ignore
    one('entrepot_parked_oldest_seconds', 'How long the oldest parked input waits', async () => since((await parked()).since)), // prettier-ignore
    one('entrepot_dead_letters', 'Inputs that were given up', () => deadLetters.count()),
    one('entrepot_tasks', 'About how many tasks there are, due now or later', async () => (await work()).all),
    one('entrepot_task_oldest_due_seconds', 'How late the first task is that could be taken', async () => since((await work()).since)), // prettier-ignore
    {
      name: 'entrepot_tasks_due',
      help: 'Tasks that could be taken now, by kind',
      labels: ['kind'],
      read: async () => Object.entries((await work()).ready).map(([kind, value]) => ({ value, labels: { kind } })),
    },
  ];
}

function relayGauges({ relay }: Backlog): ServiceGauge[] {
  return [
    {
      name: 'entrepot_relay_leading',
      help: '1 in the process that publishes for the service',
      read: () => [sample(relay.state.leading ? 1 : 0)],
    },
    {
      name: 'entrepot_relay_still_seconds',
      help: 'Since the process that publishes last published something or saw that there is nothing to publish',
      read: () => (relay.state.leading ? [sample(relay.state.stillMs / 1_000)] : []),
    },
  ];
}

async function lagByTopic(runtime: HandlerRuntime | undefined): Promise<Map<string, number>> {
  const lags = new Map<string, number>();
  for (const { topic, committed = 0, end } of (await runtime?.progress()) ?? []) {
    lags.set(topic, (lags.get(topic) ?? 0) + Math.max(0, end - committed));
  }
  return lags;
}

/** Seconds since a moment, by the database's clock; 0 for no moment. */
function ageOf({ clock }: ServiceParts, at: number): number {
  return at === 0 ? 0 : Math.max(0, clock.now() - at) / 1_000;
}

function sample(value: number, labels?: Sample['labels']): Sample {
  return labels === undefined ? { value } : { value, labels };
}
