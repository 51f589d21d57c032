/** A problem of the door itself, before or beside the rules of a service. `status` is HTTP's. */
export interface DoorError {
  readonly status: number;
  readonly message: string;
}

/** Every refusal code of platform. */
export const doorErrors = {
  'request.invalid': { status: 400, message: 'The request breaks the rules of its contract' },
  'request.malformed': { status: 400, message: 'The request cannot be read: {reason}' },
  'request.header-repeated': { status: 400, message: 'The header {header} may be sent only once' },
  'request.idempotency-key-missing': {
    status: 400,
    message: 'The header Idempotency-Key is required: repeat a request with the same key to get the same answer',
  },
  'request.idempotency-key-invalid': {
    status: 400,
    message: 'Idempotency-Key must be 1 to 128 printable ASCII characters without spaces',
  },
  'request.if-match-invalid': { status: 400, message: 'If-Match must be the ETag of an answer, such as "3"' },
  'request.unauthenticated': { status: 401, message: 'Send a valid API key: Authorization: Bearer <key>' },
  'request.scope-missing': { status: 403, message: 'This key may not do that: it lacks the scope {scope}' },
  'request.merchant-invalid': { status: 400, message: 'Entrepot-Merchant must be the id of a merchant' },
  'webhook.signature-invalid': { status: 401, message: 'The signature does not belong to these bytes' },
  'webhook.stale': {
    status: 401,
    message: 'The signature is right but was made more than {toleranceSeconds} s from now',
  },
  'request.route-unknown': { status: 404, message: 'There is nothing at {path}' },
  'request.method-not-allowed': { status: 405, message: '{path} does not take {method}' },
  'request.too-slow': { status: 408, message: 'Nothing more of the body came for {ms} ms' },
  'request.incomplete': { status: 408, message: 'The request did not come to its end in time' },
  'request.too-large': { status: 413, message: 'The body is longer than {limit} bytes' },
  'request.unsupported-media-type': { status: 415, message: 'The body must be {expected}' },
  'import.empty': { status: 422, message: 'The file has no lines' },
  'import.too-long': { status: 422, message: 'The file has more than {limit} lines: import it in parts' },
  'import.type-unknown': { status: 422, message: 'Send text/csv or application/x-ndjson' },
  'money.not-an-amount': { status: 422, message: 'This is not an amount of money' },
  'request.headers-too-large': {
    status: 431,
    message: 'Path, query and headers together are longer than {limit} bytes',
  },
  'service.unavailable': { status: 503, message: 'A part of this service does not answer now: repeat the request' },
  'dependency.unavailable': { status: 503, message: '{call} does not answer now: repeat the request' },
  'dependency.broke-off': {
    status: 502,
    message:
      '{call} broke off its answer: whether it has acted is unknown, repeat the request (one that writes: with the same Idempotency-Key)',
  },
  'dependency.timeout': {
    status: 504,
    message:
      '{call} did not answer in time: whether it has acted is unknown, repeat the request (one that writes: with the same Idempotency-Key)',
  },
  internal: { status: 500, message: 'Something went wrong here; the trace id finds it in the logs' },
} as const satisfies Record<string, DoorError>;
