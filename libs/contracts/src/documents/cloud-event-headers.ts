import type { JsonSchema } from '../validation/json-schema';

const text = (description: string): JsonSchema => ({ type: 'string', description });

/** Kafka headers of an event: CloudEvents 1.0, binary mode of the Kafka protocol binding. */
export const CLOUD_EVENT_HEADERS: JsonSchema = {
  type: 'object',
  properties: {
    ce_specversion: { type: 'string', const: '1.0' },
    ce_id: text('Stream, version and index of the event: <stream>/<version>#<index>. Equal for every repeat.'),
    ce_source: text('/entrepot/<service>'),
    ce_type: text('Name of the event.'),
    ce_subject: text('The stream: <merchant>/<kind>/<key>, each part percent-encoded.'),
    ce_time: { type: 'string', format: 'date-time', description: 'When it was recorded.' },
    ce_merchantid: text('The merchant.'),
    ce_previous: text('<version>#<index> of the event before it on its stream and message key, if the sender knew it.'),
    ce_cause: text('Id of the event that it was decided on; else the request, message, timer or intent.'),
    traceparent: text('W3C trace context.'),
    'content-type': { type: 'string', const: 'application/json' },
  },
  required: ['ce_id', 'ce_merchantid', 'ce_source', 'ce_specversion', 'ce_subject', 'ce_time', 'ce_type'],
};

/** Kafka headers that a sender from outside may give. */
export const DOOR_HEADERS: JsonSchema = {
  type: 'object',
  properties: {
    ce_id: text('Your id of the message; the same id is the same message. Left out: its place in the topic.'),
    ce_merchantid: text('The merchant. Left out: the part of the message key before its first slash.'),
    traceparent: text('W3C trace context, continued.'),
  },
};
