/** How long a stream may stand in a state, and what helps when it stands longer. */
export interface Expectation {
  /** ISO 8601, e.g. `PT10M`. */
  readonly within: string;
  /** Who has to do something for it to move on: a service, a `carrier`, an `operator`. */
  readonly waitsFor: string;
  /** Path to POST to that has it tried again; `{key}` is the stream's key. */
  readonly retry?: string;
}

/** Streams of a kind, found by a view, that should not stand still for long in some of their states. */
export interface StandingStill {
  /** The kind of stream, as in `/v1/operations/streams/{kind}`. */
  readonly kind: string;
  /** The view that lists them. */
  readonly view: string;
  /** Fields of a row: the stream's key, its state, since when it stands there (RFC 3339 UTC with milliseconds). */
  readonly key: string;
  readonly state: string;
  readonly since: string;
  /** By state. States that are not named may last for ever. */
  readonly expected: Readonly<Record<string, Expectation>>;
}
