import type { AnyEvent, Decide, Decision, Given, StreamRef, StreamType } from '@entrepot/kernel';

interface Stream {
  state: unknown;
  readonly events: AnyEvent[];
}

/** One input for a stream, as a door would hand it in. */
export interface Input<S, I> {
  readonly on: StreamType<S>;
  readonly key: string;
  readonly decide: Decide<S, I>;
  readonly input: I;
  readonly also?: (state: S) => readonly StreamRef[];
}

/** Inventory without a database: decides one input after another and keeps what they recorded. */
export class World {
  now = '2026-03-02T09:00:00.000Z';
  private readonly streams = new Map<string, Stream>();
  private inputs = 0;

  /** Decides and records; gives back the decision. What the decision refuses is thrown. */
  handle<S, I>({ on, key, decide, input, also }: Input<S, I>): Decision {
    const state = this.state(on, key);
    const decision = decide(state, input, this.given(key, also?.(state) ?? []), undefined);
    if (decision.kind === 'ignored') return decision;
    this.record(on, key, decision.events);
    for (const aside of decision.asides) this.record(aside.stream as StreamType<unknown>, aside.key, aside.events);
    return decision;
  }

  state<S>(on: StreamType<S>, key: string): S {
    return (this.streams.get(`${on.kind}/${key}`)?.state as S | undefined) ?? on.initial;
  }

  /** Everything recorded in a stream. */
  events<S>(on: StreamType<S>, key: string): readonly AnyEvent[] {
    return this.streams.get(`${on.kind}/${key}`)?.events ?? [];
  }

  private given(key: string, also: readonly StreamRef[]): Given {
    const allowed = new Set(also.map((ref) => `${ref.stream.kind}/${ref.key}`));
    return {
      merchantId: 'demo',
      key,
      now: this.now,
      inputId: `input-${(this.inputs += 1)}`,
      read: (on, other) => {
        if (!allowed.has(`${on.kind}/${other}`)) throw new Error(`${on.kind}/${other} was not declared`);
        return this.state(on, other);
      },
    };
  }

  private record<S>(on: StreamType<S>, key: string, events: readonly AnyEvent[]): void {
    const stream = this.streams.get(`${on.kind}/${key}`) ?? { state: on.initial, events: [] };
    const at = { merchantId: 'demo', key, version: stream.events.length + 1, at: this.now };
    for (const event of events) {
      stream.state = on.evolve(stream.state as S, event, at);
      stream.events.push(event);
    }
    this.streams.set(`${on.kind}/${key}`, stream);
  }
}
