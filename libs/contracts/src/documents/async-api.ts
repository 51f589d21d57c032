import { topics, type Topic } from '../events/topics';
import type { JsonSchema } from '../validation/json-schema';
import type { ContractClass } from './contract-classes';
import { CLOUD_EVENT_HEADERS, DOOR_HEADERS } from './cloud-event-headers';
import { openApiSchemas } from './open-api-schemas';

type Document = Readonly<Record<string, unknown>>;

const KAFKA = '0.5.0';

/** All topics, what travels on them and who reads it, as an AsyncAPI 3.0 document. */
export function asyncApiDocument(classes: readonly ContractClass[]): Document {
  const carried = classes.filter(({ event, message }) => event !== undefined || message !== undefined);
  const all = topics();
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Entrepot',
      version: '1.0.0',
      description:
        'What the services of Entrepot tell each other, and what others may tell them, over Kafka: CloudEvents 1.0 in ' +
        'binary mode. Message keys start with the merchant and a slash. In events a field with `x-personal` holds a sealed text, ' +
        '`sealed:v1:<subject>:<ciphertext>`, whatever its rules say; its rules are those of the doors that take it in plain.',
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    defaultContentType: 'application/json',
    channels: byName(all.map((topic) => [topic.name, channel(topic)])),
    operations: byName(all.flatMap(operations)),
    components: {
      messages: byName(carried.map((of) => [of.name, message(of)])),
      schemas: {
        ...openApiSchemas(carried.map(({ target }) => target)),
        CloudEventHeaders: CLOUD_EVENT_HEADERS,
        DoorHeaders: DOOR_HEADERS,
      },
    },
  };
}

function channel(topic: Topic): Document {
  const carried = [...topic.events, ...topic.messages];
  return {
    address: topic.name,
    messages: byName(carried.map((name) => [name, { $ref: `#/components/messages/${name}` }])),
    bindings: { kafka: { topic: topic.name, bindingVersion: KAFKA } },
    'x-owner': topic.owner,
    'x-keyed-by': topic.keyedBy,
    'x-readers': topic.readers,
  };
}

/** The owner sends its events; a door is the owner receiving. Readers are named on the channel. */
function operations(topic: Topic): [string, Document][] {
  const on = { $ref: `#/channels/${topic.name}` };
  const found: [string, Document][] = [];
  if (topic.events.length > 0) {
    found.push([
      `publish.${topic.name}`,
      { action: 'send', channel: on, summary: `${topic.owner} tells what happened.` },
    ]);
  }
  if (topic.messages.length > 0) {
    found.push([
      `take.${topic.name}`,
      { action: 'receive', channel: on, summary: `${topic.owner} takes what others send.` },
    ]);
  }
  return found;
}

function message({ name, description, event, example }: ContractClass): Document {
  const headers = event === undefined ? 'DoorHeaders' : 'CloudEventHeaders';
  return {
    name,
    title: name,
    ...(description !== undefined && { summary: description }),
    contentType: 'application/json',
    headers: { $ref: `#/components/schemas/${headers}` },
    payload: { $ref: `#/components/schemas/${name}` },
    bindings: { kafka: { key: { type: 'string' } satisfies JsonSchema, bindingVersion: KAFKA } },
    examples: [{ name: `a-${name}`, payload: example }],
  };
}

function byName(entries: readonly (readonly [string, unknown])[]): Document {
  return Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
}
