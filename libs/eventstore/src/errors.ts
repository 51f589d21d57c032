import { defineErrors } from '@entrepot/kernel';

/** Refusals that come from the event store itself. */
export const eventstoreErrors = defineErrors({
  'idempotency.key-reused': {
    kind: 'invalid',
    message: 'The idempotency key {key} was used before with another body',
  },
  'request.outcome-unknown': {
    kind: 'unavailable',
    message: 'The request was sent to the database, the answer did not come in time: repeat it with the same key',
  },
  'request.withdrawn': {
    kind: 'unavailable',
    message: 'The request could not be started in time and nothing was recorded: repeat it',
  },
  'request.stale': {
    kind: 'stale',
    message: 'It has moved on to version {version}: read it again',
  },
  'request.overloaded': {
    kind: 'unavailable',
    message: 'Too many requests are waiting: repeat it later',
  },
  'store.unavailable': {
    kind: 'unavailable',
    message: 'The database cannot be read now: repeat it later',
  },
  'decision.too-large': {
    kind: 'invalid',
    message: 'The request leads to an event of {bytes} bytes, at most {limit} can be published',
  },
  'decision.too-many-records': {
    kind: 'invalid',
    message: 'The request changes more at once than the database can take: send it in parts',
  },
  'stream.key-invalid': {
    kind: 'invalid',
    message: 'A key cannot be used: {rule}',
  },
  'page.cursor-invalid': {
    kind: 'invalid',
    message: 'The cursor does not belong to this list',
  },
});
