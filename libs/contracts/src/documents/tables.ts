import { topics } from '../events/topics';
import type { ContractClass } from './contract-classes';

const GENERATED = 'Generated from `libs/contracts` by `npm run contracts`; a test keeps it equal to the code.';

/** docs/events.md: every event. */
export function eventsTable(classes: readonly ContractClass[]): string {
  const rows = classes.flatMap(({ name, description, event, schema }) => {
    if (event === undefined) return [];
    const fields = Object.keys(schema.properties ?? {}).filter((field) => field !== 'type');
    const told = fields.map((field) => (schema.required?.includes(field) ? field : `${field}?`)).join(', ');
    return [[code(name), code(event.topic), event.keyedBy, list(event.readers), description ?? '', told]];
  });
  const about = `What the services tell each other. Schemas and examples: [contracts/schemas](contracts/schemas), all in one: [AsyncAPI](contracts/asyncapi.json).`;
  return page('Events', about, table(['Event', 'Topic', 'Keyed by', 'Readers', 'Meaning', 'Fields'], rows));
}

/** docs/topics.md: every topic. */
export function topicsTable(): string {
  const rows = topics().map((topic) => [
    code(topic.name),
    topic.owner,
    topic.keyedBy,
    list(topic.readers),
    topic.events.map(code).join(', '),
    topic.messages.map(code).join(', '),
  ]);
  const about =
    'Every Kafka topic. The owner publishes the events of a topic; messages are what others may send to it.';
  return page('Topics', about, table(['Topic', 'Owner', 'Keyed by', 'Readers', 'Events', 'Messages'], rows));
}

function page(title: string, about: string, body: string): string {
  return `# ${title}\n\n${GENERATED}\n\n${about}\n\n${body}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = rows.map((row) => row.map((cell) => cell.replaceAll('|', '\\|')));
  const widths = head.map((title, at) => Math.max(3, title.length, ...cells.map((row) => row[at]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |\n`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...cells.map(line)].join('');
}

function code(name: string): string {
  return `\`${name}\``;
}

function list(names: readonly string[]): string {
  return [...names].sort().join(', ');
}
