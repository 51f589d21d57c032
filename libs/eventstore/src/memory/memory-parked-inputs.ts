import { heldId } from '../side/held-message-id';
import type { Page } from '../side/page';
import { isWithin, type Reach } from '../side/reach';
import {
  ParkedInputs,
  type NewParkedInput,
  type ParkedBacklog,
  type ParkedInput,
  type ParkedKey,
} from '../side/parked-inputs';
import type { HeldQuery } from '../side/waiting-query';
import { copy } from './copy';
import { pageByAge } from './page-by-age';

export class MemoryParkedInputs extends ParkedInputs {
  private readonly held = new Map<string, ParkedInput>();

  constructor(private readonly clock: () => Date) {
    super();
  }

  async park(inputs: readonly NewParkedInput[]): Promise<void> {
    const parkedAt = this.clock().toISOString();
    for (const input of inputs) {
      const id = heldId(input, input.message);
      if (!this.held.has(id)) this.held.set(id, { ...copy(input), id, attempts: 0, parkedAt });
    }
  }

  async keys(topic: string, partition: number): Promise<(ParkedKey & { lastOffset: number })[]> {
    const keys = new Map<string, ParkedKey & { lastOffset: number }>();
    for (const { reaction, source, message } of this.sorted()) {
      if (message.topic !== topic || message.partition !== partition) continue;
      keys.set(`${reaction}\n${source}`, { reaction, source, lastOffset: message.offset });
    }
    return [...keys.values()];
  }

  async inputs(key: ParkedKey, limit: number): Promise<ParkedInput[]> {
    return copy(this.of(key).slice(0, limit));
  }

  async due(topic: string, partitions: readonly number[], limit: number): Promise<ParkedInput[]> {
    const now = this.clock().getTime();
    const firsts = new Map<string, ParkedInput>();
    for (const input of this.sorted()) {
      const key = `${input.reaction}\n${input.source}`;
      const isHere = input.message.topic === topic && partitions.includes(input.message.partition);
      if (isHere && !firsts.has(key)) firsts.set(key, input);
    }
    const due = [...firsts.values()].filter(({ retryAt }) => Date.parse(retryAt) <= now);
    due.sort((a, b) => Date.parse(a.retryAt) - Date.parse(b.retryAt));
    return copy(due.slice(0, limit));
  }

  async failed(id: string, next: { reason: string; retryAt: string }): Promise<void> {
    const input = this.held.get(id);
    if (input !== undefined) this.held.set(id, { ...input, ...next, attempts: input.attempts + 1 });
  }

  async putOff(id: string, retryAt: string): Promise<void> {
    const input = this.held.get(id);
    if (input !== undefined) this.held.set(id, { ...input, retryAt });
  }

  async remove(ids: readonly string[]): Promise<void> {
    for (const id of ids) this.held.delete(id);
  }

  async isDrained(key: ParkedKey, lastOffset: number): Promise<boolean> {
    return !this.of(key).some(({ message }) => message.offset > lastOffset);
  }

  async hasten(of: Reach, id: string): Promise<boolean> {
    const input = this.held.get(id);
    if (input === undefined || !isWithin(of, input.merchantId)) return false;
    this.held.set(id, { ...input, retryAt: this.clock().toISOString() });
    return true;
  }

  async list(of: Reach, { handler, ...query }: HeldQuery): Promise<Page<ParkedInput>> {
    const found = this.sorted().filter(
      (input) => isWithin(of, input.merchantId) && input.reaction === (handler ?? input.reaction),
    );
    return pageByAge(found, query, ({ parkedAt }) => parkedAt);
  }

  async show(of: Reach, id: string): Promise<ParkedInput | undefined> {
    const input = this.held.get(id);
    return input !== undefined && isWithin(of, input.merchantId) ? copy(input) : undefined;
  }

  async isEmpty(): Promise<boolean> {
    return this.held.size === 0;
  }

  async count(): Promise<number> {
    return this.held.size;
  }

  async backlog(): Promise<ParkedBacklog> {
    const all = [...this.held.values()];
    const since = all.map(({ parkedAt }) => parkedAt).sort()[0];
    const keys = new Set(all.map(({ reaction, source }) => `${reaction}\n${source}`)).size;
    return { inputs: all.length, keys, ...(since !== undefined && { since }) };
  }

  /** When the next input may be tried again, milliseconds since the epoch; undefined: none waits. */
  get nextAt(): number | undefined {
    if (this.held.size === 0) return undefined;
    return Math.min(...[...this.held.values()].map(({ retryAt }) => Date.parse(retryAt)));
  }

  private of({ reaction, source }: ParkedKey): ParkedInput[] {
    return this.sorted().filter((input) => input.reaction === reaction && input.source === source);
  }

  private sorted(): ParkedInput[] {
    return [...this.held.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  }
}
