import { BACKBONE_SERVICES } from '../access';
import type { RegisteredEvent } from '../events/event-contract';

/** Readers that are no services, one sentence each: nobody of that name reads, and the tables would promise that somebody does. */
export function foreignReaders(events: readonly Pick<RegisteredEvent, 'type' | 'readers'>[]): readonly string[] {
  const services: readonly string[] = BACKBONE_SERVICES;
  return events.flatMap(({ type, readers }) =>
    readers
      .filter((reader) => !services.includes(reader))
      .map((reader) => `${type}: readers names ${reader}, which is no service: one of ${services.join(', ')}`),
  );
}
