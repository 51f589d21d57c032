/** Name, value, name, value ... as they came over the wire. */
export type RawHeaders = readonly string[];

/** Said by one connection to the next and never passed on (RFC 9110, 7.6.1). */
const OF_ONE_CONNECTION = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Written anew for the service, whatever the caller said. */
const OURS = new Set(['host', 'expect', 'traceparent', 'x-request-id', 'x-forwarded-host', 'x-forwarded-proto']);

export interface CallFacts {
  /** Address of who connected to us. */
  readonly from: string;
  readonly host: string;
  readonly proto: 'http' | 'https';
  readonly traceparent: string;
  readonly requestId: string;
}

/** What the service gets: all of the caller's headers but those of the connection, and who called, by which name, in which trace. */
export function requestHeaders(raw: RawHeaders, facts: CallFacts): string[] {
  const passed = endToEnd(raw).filter(([name]) => !OURS.has(name.toLowerCase()));
  const isSaid = (wanted: string) => (header: readonly [string, string]) => header[0].toLowerCase() === wanted;
  const before = passed.filter(isSaid('x-forwarded-for')).map(([, value]) => value);
  const via = passed.filter(isSaid('via')).map(([, value]) => value);
  const rest = passed.filter((header) => !isSaid('x-forwarded-for')(header) && !isSaid('via')(header));
  return [
    ...rest.flat(),
    ...['x-forwarded-for', [...before, facts.from].join(', ')],
    ...['x-forwarded-host', facts.host, 'x-forwarded-proto', facts.proto],
    ...['via', [...via, '1.1 entrepot'].join(', ')],
    ...['traceparent', facts.traceparent, 'x-request-id', facts.requestId],
  ];
}

/** What the caller gets of the service's headers. The trace and the request's id are told by the gateway. */
export function answerHeaders(raw: RawHeaders): [name: string, value: string][] {
  return endToEnd(raw).filter(([name]) => !['traceparent', 'x-request-id'].includes(name.toLowerCase()));
}

/** Without the headers of the connection, and without those that `Connection` names. */
function endToEnd(raw: RawHeaders): [name: string, value: string][] {
  const pairs = pairsOf(raw);
  const named = pairs
    .filter(([name]) => name.toLowerCase() === 'connection')
    .flatMap(([, value]) => value.split(','))
    .map((name) => name.trim().toLowerCase());
  const dropped = new Set([...OF_ONE_CONNECTION, ...named]);
  return pairs.filter(([name]) => !dropped.has(name.toLowerCase()));
}

function pairsOf(raw: RawHeaders): [name: string, value: string][] {
  const pairs: [string, string][] = [];
  for (let at = 0; at + 1 < raw.length; at += 2) pairs.push([raw[at] ?? '', raw[at + 1] ?? '']);
  return pairs;
}

/** Bytes of what comes before a body: target and headers, with what stands between and behind them. */
export function sizeOf(target: string, raw: RawHeaders): number {
  return raw.reduce((sum, text) => sum + text.length + 2, target.length);
}

/** The caller's own id of the request when it is one to put into logs, else undefined. */
export function usableRequestId(given: string | undefined): string | undefined {
  return given !== undefined && /^[\x21-\x7e]{1,128}$/.test(given) ? given : undefined;
}
