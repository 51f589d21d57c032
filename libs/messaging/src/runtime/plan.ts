import type { Contracts, EventTerms } from '../contracts/contracts';
import { definitionOf, type HandlerDefinition } from '../handlers/definition';

/** A handler and what it declared. */
export interface PlannedHandler<D extends HandlerDefinition = HandlerDefinition> {
  readonly definition: D;
  readonly instance: object;
}

/** A service whose handlers contradict each other or their contracts does not start. */
export class PlanRefused extends Error {
  constructor(
    service: string,
    readonly problems: readonly string[],
  ) {
    super(`${service} cannot start:\n${problems.map((problem) => `- ${problem}`).join('\n')}`);
    this.name = 'PlanRefused';
  }
}

interface Checked {
  readonly service: string;
  readonly contracts: Contracts;
  readonly handlers: readonly PlannedHandler[];
}

/** The handlers of a service, checked. Throws `PlanRefused` with every problem. */
export function planOf(service: string, instances: readonly object[], contracts: Contracts): PlannedHandler[] {
  const handlers = instances.map((instance) => {
    const definition = definitionOf(instance);
    if (definition === undefined) throw new PlanRefused(service, [`${instance.constructor.name} is no handler`]);
    return { definition, instance };
  });
  const checked = { service, contracts, handlers };
  const problems = [...repeated(handlers), ...handlers.flatMap((handler) => faults(handler, checked))];
  if (problems.length > 0) throw new PlanRefused(service, problems);
  return handlers;
}

/** What there may be only one of. */
function identities({ definition }: PlannedHandler): string[] {
  const { kind, name } = definition;
  const named = `handler called ${name}`;
  switch (kind) {
    case 'reaction':
      return [named, `reaction of ${definition.on.kind} to ${definition.event}`];
    case 'effect':
      return [named, `effect of ${definition.event}`];
    case 'timer':
      return [named, `timer of ${definition.of.kind}`];
    case 'projection':
    case 'list':
    case 'mirror':
      return [named, `handler that writes the view ${definition.view}`];
    case 'taker':
      return [named, `taker of ${definition.topic}`];
  }
}

function repeated(handlers: readonly PlannedHandler[]): string[] {
  const seen = new Map<string, string>();
  return handlers.flatMap((handler) =>
    identities(handler).flatMap((identity) => {
      const other = seen.get(identity);
      seen.set(identity, handler.definition.name);
      return other === undefined ? [] : [`more than one ${identity}: ${other} and ${handler.definition.name}`];
    }),
  );
}

function faults({ definition, instance }: PlannedHandler, { service, contracts }: Checked): string[] {
  const { name } = definition;
  switch (definition.kind) {
    case 'reaction':
      return eventFaults(name, contracts.event(definition.event), definition.event, service);
    case 'list':
    case 'mirror':
      return definition.events.flatMap((event) => eventFaults(name, contracts.event(event), event, service));
    case 'effect': {
      const terms = contracts.event(definition.event);
      const foreign = terms !== undefined && terms.owner !== service;
      const careless = definition.atMostOnce && !('giveUp' in instance) && !('inquire' in instance);
      return [
        ...eventFaults(name, terms, definition.event, service),
        ...(foreign ? [`${name} performs ${definition.event}, an event of ${terms.owner}`] : []),
        ...(careless ? [`${name} calls at most once and needs giveUp or inquire`] : []),
      ];
    }
    case 'timer':
    case 'projection':
      return contracts.ownTopics(service).length > 0 ? [] : [`${name}: ${service} has no topic of its own`];
    case 'taker':
      return [];
  }
}

function eventFaults(name: string, terms: EventTerms | undefined, event: string, service: string): string[] {
  if (terms === undefined) return [`${name} reads ${event}, which has no contract`];
  if (terms.owner === service || terms.readers.includes(service)) return [];
  const remedy = `add '${service}' to its readers (libs/contracts/src/${terms.owner}) and run npm run contracts`;
  return [`${name} reads ${event}, whose contract does not name ${service} as a reader: ${remedy}`];
}
