/** How an input ended at a handler. */
export type Settlement = 'committed' | 'repeated' | 'ignored' | 'done' | 'task' | 'parked' | 'dead-lettered';

export const ALARMS = [
  'version-jump',
  'messages-lost',
  'second-outcome',
  'unreadable-message',
  'handler-failed',
  'store-failed',
  'relay-failed',
] as const;

/** Something that should never happen and is not guessed away: it is for a person to look at. */
export type Alarm = (typeof ALARMS)[number];

/**
 * What the runtime tells about itself. Everything is called on the hot path: an implementation counts and returns.
 * `context` holds ids and places, never contents of messages.
 */
export interface Watch {
  /** Messages read from a topic, wanted or not. */
  consumed?(topic: string, count: number): void;
  settled?(handler: string, how: Settlement): void;
  /** From the recording of an event to its durable result here. */
  took?(handler: string, ms: number): void;
  /** Events published, and the age of the oldest one. */
  relayed?(count: number, delayMs: number): void;
  alarm?(alarm: Alarm, context: Readonly<Record<string, unknown>>): void;
}

export const unwatched: Watch = {};
