import type { Contracts, HandlerDefinition } from '@entrepot/messaging';

/** Topics that the handlers of a service read, and those that it writes. */
export function topicsOf(name: string, definitions: readonly HandlerDefinition[], contracts: Contracts): string[] {
  const topics = new Set(contracts.ownTopics(name));
  for (const definition of definitions) {
    if (definition.kind === 'taker') topics.add(definition.topic);
    const events = 'events' in definition ? definition.events : 'event' in definition ? [definition.event] : [];
    for (const event of events) topics.add(contracts.event(event)!.topic);
  }
  return [...topics];
}
