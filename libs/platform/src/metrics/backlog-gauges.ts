import type { ServiceParts } from '@entrepot/messaging';
import { Gauge, type Registry } from 'prom-client';

export interface Backlog {
  readonly parts: ServiceParts;
  /** Messages of the service's topics that it has not worked off. */
  readonly lag: () => Promise<{ topic: string; messages: number }[]>;
}

/** Gauges of what waits, asked for when somebody scrapes. A store that is away leaves its gauge out instead of failing the scrape. */
export function watchBacklog(registry: Registry, { parts, lag }: Backlog): void {
  const { tasks, parkedInputs, deadLetters, now } = parts.backbone;
  const counted: [name: string, help: string, count: () => Promise<number>][] = [
    ['entrepot_parked_inputs', 'Inputs that wait for another try', () => parkedInputs.count()],
    ['entrepot_dead_letters', 'Inputs that were given up', () => deadLetters.count()],
    ['entrepot_tasks', 'Tasks, due now or later', () => tasks.count()],
    ['entrepot_tasks_due', 'Tasks that are due now', () => tasks.count({ dueBefore: new Date(now()).toISOString() })],
  ];
  for (const [name, help, count] of counted) gauge(registry, name, help, count);
  new Gauge({
    name: 'entrepot_consumer_lag',
    help: 'Messages not worked off, by topic',
    labelNames: ['topic'],
    registers: [registry],
    async collect() {
      this.reset();
      for (const { topic, messages } of await lag().catch(() => [])) this.set({ topic }, messages);
    },
  });
}

function gauge(registry: Registry, name: string, help: string, count: () => Promise<number>): void {
  new Gauge({
    name,
    help,
    registers: [registry],
    async collect() {
      const found = await count().catch(() => undefined);
      if (found === undefined) this.remove();
      else this.set(found);
    },
  });
}
