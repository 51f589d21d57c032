import type { StockMovement } from '@entrepot/contracts/inventory';
import { DomainError, type AnyEvent, type Decision, type StreamType } from '@entrepot/kernel';
import { inputOf } from './movement';

/** What would become of a movement; `refusal` why it would be refused. */
export interface Rehearsed {
  readonly movement: StockMovement;
  readonly outcome: 'booked' | 'repeated' | 'refused';
  readonly refusal?: DomainError;
}

/** Where the states come from, and when it would be. */
export interface Stage {
  readonly merchantId: string;
  readonly now: string;
  read(stream: StreamType<unknown>, key: string): unknown;
}

/** Decides movements one after another, each on what those before it would leave; nothing is recorded. */
export class Rehearsal {
  private readonly states = new Map<string, unknown>();

  constructor(private readonly stage: Stage) {}

  play(movement: StockMovement): Rehearsed {
    const { on, key, decide } = inputOf(movement);
    const { merchantId, now } = this.stage;
    const read = <S>(stream: StreamType<S>, other: string) => this.state(stream as StreamType<unknown>, other) as S;
    try {
      const decision = decide(this.state(on, key), { merchantId, key, now, inputId: `rehearsal-${key}`, read });
      this.apply(on, key, decision);
      return { movement, outcome: decision.kind === 'ignored' ? 'repeated' : 'booked' };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return { movement, outcome: 'refused', refusal: error };
    }
  }

  private apply(on: StreamType<unknown>, key: string, decision: Decision): void {
    if (decision.kind === 'ignored') return;
    this.record(on, key, decision.events);
    for (const { stream, key: other, events } of decision.asides) {
      this.record(stream as StreamType<unknown>, other, events);
    }
  }

  private record(on: StreamType<unknown>, key: string, events: readonly AnyEvent[]): void {
    const { merchantId, now: at } = this.stage;
    const before = this.state(on, key);
    const after = events.reduce((state, event) => on.evolve(state, event, { merchantId, key, version: 1, at }), before);
    this.states.set(`${on.kind}/${key}`, after);
  }

  private state(on: StreamType<unknown>, key: string): unknown {
    const name = `${on.kind}/${key}`;
    return this.states.has(name) ? this.states.get(name) : this.stage.read(on, key);
  }
}
