import type { AnyEvent, FieldError } from '@entrepot/kernel';

export interface CommittedGroup {
  readonly inputs: number;
  readonly records: number;
  readonly bytes: number;
  readonly ms: number;
  /** W3C `traceparent` of the inputs that have one. */
  readonly traces: () => string[];
}

/** What the commit loop tells about itself. Callbacks must not throw. */
export interface CommitObserver {
  /** A group went through. `ms`: from taking its inputs to the database's answer. */
  committed?(group: CommittedGroup): void;
  /** Another writer was first, or the database refused something: the rest is decided again. */
  conflict?(kind: 'duplicate' | 'aborted' | 'refused'): void;
  /** The database gave no answer; inputs wait. Called at every failed try. */
  away?(error: unknown, tries: number): void;
  /** The database answers again. */
  back?(): void;
  /** Something beside the way failed and was left out, such as keeping a snapshot. */
  fault?(error: unknown): void;
}

export interface CommitOptions {
  /** Problems of an outgoing event; an empty list lets it pass. */
  readonly validate?: (event: AnyEvent) => readonly FieldError[];
  /** `at` of records and `given.now`: the time of the database by default, where there is one. */
  readonly clock?: () => Date;
  readonly observer?: CommitObserver;
  /**
   * Milliseconds that a commit begins after the one before it at the soonest, unless it is full or somebody holds the line; 0.
   * Asked before each.
   */
  readonly gapMs?: () => number;
  /** Inputs in one commit; 1,000. */
  readonly maxGroup?: number;
  /** Bytes of events in one commit; 4 MiB. */
  readonly maxGroupBytes?: number;
  /** Bytes of one event; 480 KiB, below half of what a broker takes by default. */
  readonly maxEventBytes?: number;
  /** Inputs that may wait; 20,000. More are refused with `request.overloaded`. */
  readonly maxWaiting?: number;
  /** Streams whose fold is kept; 20,000. */
  readonly cachedStreams?: number;
  /**
   * When so many loads of streams of one kind in a row found nothing, further ones are taken for new and not read before they
   * are written; 8. Infinity: never.
   */
  readonly guessAfter?: number;
  /** A long stream gets a snapshot every so many versions; 100. */
  readonly snapshotEvery?: number;
  /** Names the release: snapshots of another one are not used. */
  readonly revision?: string;
  /** Freezes every state, so that code that changes one throws: for tests; false. */
  readonly freezeStates?: boolean;
  /** Milliseconds of the first pause when the database is away; later ones double up to 2 s; 50. */
  readonly pauseMs?: number;
  /** Milliseconds that `stop` waits for inputs under way; 10,000. */
  readonly drainMs?: number;
}

export type Settings = Required<CommitOptions>;

const DEFAULTS: Settings = {
  validate: () => [],
  clock: () => new Date(),
  observer: {},
  gapMs: () => 0,
  maxGroup: 1_000,
  maxGroupBytes: 4 * 1024 * 1024,
  maxEventBytes: 480 * 1024,
  maxWaiting: 20_000,
  cachedStreams: 20_000,
  guessAfter: 8,
  snapshotEvery: 100,
  revision: '',
  freezeStates: false,
  pauseMs: 50,
  drainMs: 10_000,
};

/** The options, with the default for what is left out. */
export function settingsOf(options: CommitOptions): Settings {
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  const settings = { ...DEFAULTS, ...given };
  if (!(settings.maxGroup >= 1)) throw new Error('maxGroup: a group takes at least one input');
  return settings;
}
