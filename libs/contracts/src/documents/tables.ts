import { topics } from '../events/topics';
import type { ContractClass } from './contract-classes';
import { code, page, table } from './markdown';

const GENERATED = 'Generated from `libs/contracts` by `npm run contracts`; a test keeps it equal to the code.';

/** docs/events.md: every event, by the service that publishes it. */
export function eventsTable(classes: readonly ContractClass[]): string {
  const about =
    'What the services tell each other. Schemas and examples: [contracts/schemas](contracts/schemas), all in one: ' +
    '[AsyncAPI](contracts/asyncapi.json). A field with `?` may be absent.';
  const services = [...new Set(classes.flatMap(({ event }) => event?.owner ?? []))].sort();
  const sections = services.map((service) => {
    const rows = classes.filter(({ event }) => event?.owner === service).map(eventRow);
    return `## ${service}\n\n${table(['Event', 'Topic', 'Keyed by', 'Readers', 'Meaning', 'Fields'], rows)}`;
  });
  return page('Events', [GENERATED, about, ...sections]);
}

function eventRow({ name, description, event, schema }: ContractClass): readonly string[] {
  const fields = Object.keys(schema.properties ?? {}).filter((field) => field !== 'type');
  const told = fields.map((field) => (schema.required?.includes(field) ? field : `${field}?`)).join(', ');
  return [
    code(name),
    code(event?.topic ?? ''),
    event?.keyedBy ?? '',
    list(event?.readers ?? []),
    description ?? '',
    told,
  ];
}

/** docs/topics.md: every topic. */
export function topicsTable(): string {
  const rows = topics().map((topic) => [
    code(topic.name),
    topic.owner,
    topic.keyedBy,
    list(topic.readers),
    topic.messages.map(code).join(', ') || `${topic.events.length} [events](events.md#${topic.owner})`,
  ]);
  const about =
    'Every Kafka topic. The owner publishes the events of a topic; where a topic names a message instead, the owner ' +
    'takes such messages from others. Keys start with the merchant and a slash.';
  return page('Topics', [GENERATED, about, table(['Topic', 'Owner', 'Keyed by', 'Readers', 'Carries'], rows)]);
}

function list(names: readonly string[]): string {
  return [...names].sort().join(', ');
}
