import type { HeldMessage } from '@entrepot/eventstore';
import type { AnyEvent, FieldError } from '@entrepot/kernel';
import type { RawHeaders, RawMessage, TopicPartition } from '../bus/bus';
import type { Contracts } from '../contracts/contracts';
import type { EventMeta } from './event-meta';
import { Header, headerText, readMeta } from './headers';

/** A message that can never be handled as it is. */
export class UnreadableMessage extends Error {
  constructor(
    readonly code: 'message.malformed' | 'message.contract-broken',
    reason: string,
    readonly errors: readonly FieldError[] = [],
  ) {
    super(reason);
    this.name = 'UnreadableMessage';
  }
}

/** Stands for what cannot be shown (Unicode). */
const REPLACEMENT = '\uFFFD';

/** A kept message has lost the broker's time: it is kept beside its headers. */
const RECEIVED_AT = 'entrepot-received-at';

/**
 * One message on its way through the handlers. Attributes and body are decoded at most once and only when a handler
 * asks: most messages are wanted by one handler or by none.
 */
export class Incoming implements TopicPartition {
  private parsed?: { readonly body: unknown } | { readonly fault: UnreadableMessage };
  private checked?: { readonly event: AnyEvent } | { readonly fault: UnreadableMessage };
  private known?: EventMeta;

  constructor(
    readonly raw: RawMessage,
    readonly topic: string,
    readonly partition: number,
    readonly offset: number,
  ) {}

  /** The message as it is kept when it has to wait. A name that no database takes must not keep a partition from going on. */
  held(): HeldMessage {
    const headers: Record<string, string> = {};
    for (const name in this.raw.headers) {
      headers[name.replaceAll('\0', REPLACEMENT)] = headerText(this.raw.headers, name) ?? '';
    }
    headers[RECEIVED_AT] = this.time;
    const { topic, partition, offset } = this;
    const text = (bytes: Buffer | null) => (bytes === null ? null : bytes.toString());
    return { topic, partition, offset, key: text(this.raw.key), headers, value: text(this.raw.value) };
  }

  /** A message that was kept. */
  static ofHeld(held: HeldMessage): Incoming {
    const { topic, partition, offset, key, headers, value } = held;
    const bytes = (text: string | null) => (text === null ? null : Buffer.from(text));
    const raw = { offset: String(offset), key: bytes(key), value: bytes(value), headers: headers as RawHeaders };
    const timestamp = String(Date.parse(headers[RECEIVED_AT] ?? ''));
    return new Incoming({ ...raw, timestamp }, topic, partition, offset);
  }

  /** The same message as another part of its trace. */
  withTrace(trace: string): Incoming {
    const headers: RawHeaders = { ...this.raw.headers, [Header.trace]: trace };
    return new Incoming({ ...this.raw, headers }, this.topic, this.partition, this.offset);
  }

  /** Whether the attributes are those of an event. */
  get isEvent(): boolean {
    this.known ??= readMeta(this.raw.headers);
    return this.known !== undefined;
  }

  /** Attributes of the event. Throws `UnreadableMessage`. */
  get meta(): EventMeta {
    if (this.isEvent) return this.known!;
    throw new UnreadableMessage('message.malformed', 'The CloudEvents headers are not those of an event');
  }

  /** When the broker got it, RFC 3339 UTC. */
  get time(): string {
    return timeOf(this.raw.timestamp);
  }

  header(name: string): string | undefined {
    return headerText(this.raw.headers, name);
  }

  /** The body as JSON. Throws `UnreadableMessage`. */
  get body(): unknown {
    this.parsed ??= parse(this.raw.value);
    if ('fault' in this.parsed) throw this.parsed.fault;
    return this.parsed.body;
  }

  /** The event, checked against its contract, tolerant of unknown fields. Throws `UnreadableMessage`. */
  event(contracts: Contracts): AnyEvent {
    this.checked ??= this.check(contracts);
    if ('fault' in this.checked) throw this.checked.fault;
    return this.checked.event;
  }

  private check(contracts: Contracts): NonNullable<Incoming['checked']> {
    const event = this.body as AnyEvent;
    const terms = contracts.event(this.meta.type);
    const errors = terms?.check(event) ?? [];
    if (errors.length === 0) return { event };
    const reason = errors
      .slice(0, 5)
      .map(({ field, message }) => `${field}: ${message}`)
      .join('; ');
    return { fault: new UnreadableMessage('message.contract-broken', reason, errors) };
  }
}

const END_OF_TIME = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** A sender may stamp its messages as it likes; a stamp that no calendar has must not keep a partition from going on. */
function timeOf(timestamp: string): string {
  const ms = Number(timestamp);
  return new Date(Number.isNaN(ms) ? 0 : Math.min(Math.max(ms, 0), END_OF_TIME)).toISOString();
}

function parse(value: Buffer | null): NonNullable<Incoming['parsed']> {
  if (value === null) return { fault: new UnreadableMessage('message.malformed', 'The message has no body') };
  try {
    return { body: JSON.parse(value.toString()) as unknown };
  } catch {
    return { fault: new UnreadableMessage('message.malformed', 'The body is not JSON') };
  }
}
