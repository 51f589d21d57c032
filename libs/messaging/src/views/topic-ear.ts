import { randomUUID } from 'node:crypto';
import type { Assignment, RawMessage, Reading, Subscriber, TopicPartition } from '../bus/bus';
import { Header, headerText } from '../message/headers';
import { Incoming } from '../message/incoming';
import { pause } from '../runtime/clock';
import type { ServiceParts } from '../runtime/service-parts';

const LOOK_EVERY_MS = 50;
const MOST_WAITING = 2_000;

/** The beginning of a topic is gone: what it told cannot be told again. */
export class HistoryGone extends Error {
  constructor({ topic, partition, start }: Assignment) {
    super(`${topic}, partition ${partition}, begins at offset ${start}: what was published before is gone`);
    this.name = 'HistoryGone';
  }
}

export interface EarOptions {
  readonly topics: readonly string[];
  readonly events: ReadonlySet<string>;
  /** Durable when it resolves. Called with one batch at a time, in order per partition. */
  readonly write: (heard: readonly Incoming[]) => Promise<void>;
}

/** How the names of groups begin in which a service reads topics anew for its views. */
export function rebuildGroups(service: string): string {
  return `${service}.rebuild.`;
}

/** Reads topics from their beginning, in a group of its own that commits nothing. */
export class TopicEar implements Subscriber {
  private readonly group: string;
  private readonly next = new Map<string, number>();
  private readonly paused: TopicPartition[] = [];
  private waiting: Incoming[] = [];
  private writing: Promise<void> = Promise.resolve();
  private reading: Reading | undefined;
  private error: Error | undefined;

  private constructor(
    private readonly parts: ServiceParts,
    private readonly options: EarOptions,
  ) {
    this.group = rebuildGroups(parts.name) + randomUUID();
  }

  static async open(parts: ServiceParts, options: EarOptions): Promise<TopicEar> {
    const ear = new TopicEar(parts, options);
    ear.reading = await parts.bus.read(ear.group, options.topics, ear);
    return ear;
  }

  /** Resolves when everything that stood in the topics at the call is written. */
  async caughtUp(signal: AbortSignal): Promise<void> {
    const ends = await this.parts.bus.progress(this.group, this.options.topics);
    while (!signal.aborted) {
      if (this.error !== undefined) throw this.error;
      if (ends.every((each) => each.end === 0 || (this.next.get(place(each)) ?? 0) >= each.end)) break;
      await pause(this.parts.clock, LOOK_EVERY_MS);
    }
    await this.writing;
    if (this.error !== undefined) throw this.error;
  }

  /** The group ends by itself where it cannot be left: that says nothing of what was read in it. */
  async close(): Promise<void> {
    await this.reading?.leave().catch(() => undefined);
  }

  async assigned(_generation: number, assignments: readonly Assignment[]): Promise<void> {
    const begun = assignments.find((each) => each.start > 0);
    if (begun !== undefined) this.error = new HistoryGone(begun);
    await Promise.resolve();
  }

  received(_generation: number, from: TopicPartition, messages: readonly RawMessage[]): void {
    for (const message of messages) {
      const offset = Number(message.offset);
      const type = headerText(message.headers, Header.type) ?? '';
      if (this.options.events.has(type)) this.waiting.push(new Incoming(message, from.topic, from.partition, offset));
    }
    const last = Number(messages.at(-1)?.offset ?? -1);
    this.writing = this.writing.then(() => this.write()).then(() => void this.next.set(place(from), last + 1));
    if (this.waiting.length < MOST_WAITING) return;
    this.paused.push(from);
    this.reading?.pause(from);
  }

  failed(error: Error): void {
    this.error ??= error;
  }

  private async write(): Promise<void> {
    const batch = this.waiting;
    this.waiting = [];
    try {
      if (batch.length > 0 && this.error === undefined) await this.options.write(batch);
    } catch (error) {
      this.error ??= error as Error;
    }
    for (const partition of this.paused.splice(0)) this.reading?.resume(partition);
  }
}

function place({ topic, partition }: TopicPartition): string {
  return `${topic} ${partition}`;
}
