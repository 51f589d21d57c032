import type { Result } from '@entrepot/eventstore';

/** An answer with more to it than a body. Controllers return it; platform writes it. */
export class Answer<B = unknown> {
  constructor(
    readonly body: B,
    readonly status: number,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {}
}

export interface RespondOptions {
  /** Path of the resource that was created: 201 with `Location`. Without it the answer is a 200. */
  readonly created?: string;
  /** Another status, for example 202 for something that ends later. */
  readonly status?: number;
}

/**
 * The answer to a command: `body` beside the stream's version as `ETag`. A repeat of the same idempotency key gets the same
 * status and body, with `Idempotent-Replayed: true`; an ignored input says why in `Entrepot-Ignored`.
 */
export function respondTo<S, B>(result: Result<S>, body: B, options: RespondOptions = {}): Answer<B> {
  const headers: Record<string, string> = { ETag: etag(result.version, body) };
  if (options.created !== undefined) headers['Location'] = options.created;
  if (result.kind === 'repeated') headers['Idempotent-Replayed'] = 'true';
  if (result.kind === 'ignored') headers['Entrepot-Ignored'] = printable(result.reason ?? 'already so');
  return new Answer(body, options.status ?? (options.created === undefined ? 200 : 201), headers);
}

/** The answer to a GET of one resource: `body` with its version as `ETag`; platform answers 304 to a matching `If-None-Match`. */
export function respondWith<B>(body: B, version: number): Answer<B> {
  return new Answer(body, 200, { ETag: etag(version, body) });
}

/** Something was accepted that ends later (202). */
export function accepted<B>(body: B, location?: string): Answer<B> {
  return new Answer(body, 202, location === undefined ? {} : { Location: location });
}

/** An erasure changes what is shown and no version: who has kept the answer of before must not be told that it is still the same. */
function etag(version: number, body: unknown): string {
  const { erased = false } = (body ?? {}) as { readonly erased?: unknown };
  return erased === true ? `"${version}-erased"` : `"${version}"`;
}

function printable(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?').slice(0, 200);
}
