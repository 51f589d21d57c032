import {
  DomainError,
  type AnyEvent,
  type Decided,
  type Decision,
  type Given,
  type Peek,
  type StreamType,
} from '@entrepot/kernel';
import type { Result } from '../commands';
import type { CommitRecord } from '../records';
import { recordId, streamId } from '../stream-id';
import { fold, type Folded } from './fold';
import type { Gate } from './gate';
import type { PendingInput } from './pending-input';
import type { Slot, Workspace } from './workspace';

/** What will become of an input if the commit of its group goes through. */
export type Draft = Written | Unwritten | Known;

export interface Written {
  readonly kind: 'written';
  readonly input: PendingInput;
  readonly records: readonly CommitRecord[];
  readonly folds: readonly { readonly slot: Slot; readonly folded: Folded }[];
  readonly bytes: number;
  /** Streams that it depends on and does not write. */
  readonly leansOn: readonly Slot[];
  /** The answer, where it is not the decision that was written. */
  readonly end?: Unwritten['end'];
}

/** Ignored or refused: true only as long as the streams it looked at have not moved. */
export interface Unwritten {
  readonly kind: 'unwritten';
  readonly input: PendingInput;
  readonly leansOn: readonly Slot[];
  readonly end: { readonly result: Result<unknown> } | { readonly refusal: unknown };
}

/** Recognised as an input that was recorded before, which no later decision can undo. */
export interface Known {
  readonly kind: 'known';
  readonly input: PendingInput;
  readonly slot: Slot;
  readonly folded: Folded;
  /** Version of its decision, if it has a key. */
  readonly version?: number;
}

/** Decides one input on the overlay. `undefined`: a stream has to be loaded first. Never throws. */
export function draft(input: PendingInput, workspace: Workspace, at: string, gate: Gate): Draft | undefined {
  const { on, merchantId, key } = input.command;
  const slot = workspace.target(on, merchantId, key, input.stream);
  if (slot === undefined) return undefined;
  const drafting = new Drafting(input, slot, workspace, at);
  const drafted = attempt(drafting, input, gate);
  const isUnsealed = drafted?.kind === 'unwritten' && input.mayHaveLanded && slot.fault === undefined;
  return isUnsealed ? drafting.seal(drafted) : drafted;
}

function attempt(drafting: Drafting, input: PendingInput, gate: Gate): Draft | undefined {
  try {
    return drafting.draft(gate);
  } catch (refusal) {
    if (refusal === MISSING) return undefined;
    return { kind: 'unwritten', input, leansOn: drafting.leansOn(), end: { refusal } };
  }
}

interface Target {
  readonly slot: Slot;
  readonly events: AnyEvent[];
}

const MISSING = Symbol('a stream has to be loaded first');

class Drafting {
  /** Each once. Few, as a rule: a list costs less than a map, of which every decision would make its own. */
  private readonly seen: Slot[];
  private readonly open: Slot[];

  constructor(
    private readonly input: PendingInput,
    private readonly slot: Slot,
    private readonly workspace: Workspace,
    private readonly at: string,
  ) {
    this.seen = [slot];
    this.open = [slot];
  }

  leansOn(): Slot[] {
    return [...this.seen];
  }

  draft(gate: Gate): Draft {
    const { input, slot } = this;
    if (slot.fault !== undefined) throw slot.fault;
    const recognised = slot.now.memory.recognise(input.cause);
    if (recognised.kind === 'reused') throw new DomainError('idempotency.key-reused', { key: input.cause.key });
    if (recognised.kind === 'repeated') {
      return { kind: 'known', input, slot, folded: slot.now, version: recognised.version };
    }
    const { ifVersion = slot.now.version } = input.command;
    if (ifVersion !== slot.now.version) throw new DomainError('request.stale', { version: slot.now.version });
    const decision = this.decide();
    return decision.kind === 'ignored' ? this.ignore(decision.reason) : this.write(decision, gate);
  }

  /**
   * An earlier try of this input may still land, though now it is ignored or refused. Takes the version that the earlier
   * try would have: an empty record, after which the answer is final.
   */
  seal({ input, end }: Unwritten): Written {
    const cause = { source: 'seal', key: input.inputId };
    const record = { ...this.record(this.slot, []), cause };
    const folded = fold(this.slot.type, this.slot.now, [record]);
    const leansOn = this.leansOn().filter((slot) => slot !== this.slot);
    return { kind: 'written', input, records: [record], folds: [{ slot: this.slot, folded }], bytes: 0, leansOn, end };
  }

  private decide(): Decision {
    const { also, decide, merchantId } = this.input.command;
    if (also !== undefined) {
      const peek: Peek = (stream, key) => this.peek(stream as StreamType<unknown>, key) as never;
      const named = this.input.namedBy(this.slot.now.state, peek);
      // All of them are asked for before the first that is missing stops this: they are loaded together.
      const declared = named.map(({ stream, key, id }) => this.workspace.slot(stream, merchantId, key, id));
      for (const slot of declared) this.open.push(present(slot));
    }
    const decision = decide(this.slot.now.state, this.given());
    if (typeof (decision as { then?: unknown }).then === 'function') throw new Error('a decision must not be async');
    return decision;
  }

  /** What it says tells which streams are open, so it counts as read. */
  private peek(stream: StreamType<unknown>, key: string): unknown {
    const slot = present(this.workspace.slot(stream, this.input.command.merchantId, key));
    this.see(slot);
    return slot.now.state;
  }

  private given(): Given {
    const { input } = this;
    const { merchantId, key } = input.command;
    return {
      merchantId,
      key,
      now: this.at,
      inputId: input.inputId,
      read: <S>(stream: StreamType<S>, other: string) => this.read(stream as StreamType<unknown>, other) as S,
    };
  }

  private read(stream: StreamType<unknown>, key: string): unknown {
    const slot = this.workspace.held(streamId(this.input.command.merchantId, stream.kind, key));
    if (slot === undefined || !this.open.includes(slot)) {
      throw new Error(`the command does not declare this ${stream.kind} in \`also\``);
    }
    this.see(slot);
    if (slot.fault !== undefined) throw slot.fault;
    return slot.now.state;
  }

  private see(slot: Slot): void {
    if (!this.seen.includes(slot)) this.seen.push(slot);
  }

  private ignore(reason: string): Unwritten {
    const { version, state } = this.slot.now;
    const result = { kind: 'ignored' as const, reason, version, state, events: [] };
    return { kind: 'unwritten', input: this.input, leansOn: this.leansOn(), end: { result } };
  }

  private write(decision: Decided, gate: Gate): Written {
    const targets = this.targets(decision);
    let bytes = 0;
    for (const { events } of targets) for (const event of events) bytes += gate.weigh(event);
    const decider = targets.length > 1 ? recordId(this.slot.id, this.slot.now.version + 1) : undefined;
    const folds = targets.map(({ slot, events }) => {
      const record = this.record(slot, events, decider);
      const folded = fold(slot.type, slot.now, [record]);
      gate.guard(folded.state);
      return { slot, record, folded };
    });
    const leansOn = this.seen.filter((slot) => !targets.some((target) => target.slot === slot));
    return { kind: 'written', input: this.input, records: folds.map((each) => each.record), folds, bytes, leansOn };
  }

  /** Events per stream, the deciding one first: one record, one version each. */
  private targets(decision: Decided): Target[] {
    const targets: Target[] = [{ slot: this.slot, events: [...decision.events] }];
    const { merchantId } = this.input.command;
    // All of them are asked for before the first that is missing stops this: they are loaded together.
    const slots = decision.asides.map(({ stream, key }) =>
      this.workspace.target(stream as StreamType<unknown>, merchantId, key),
    );
    for (const [index, { events }] of decision.asides.entries()) {
      const slot = present(slots[index]);
      if (slot.fault !== undefined) throw slot.fault;
      const target = targets.find((known) => known.slot === slot);
      if (target === undefined) targets.push({ slot, events: [...events] });
      else target.events.push(...events);
    }
    return targets;
  }

  private record(slot: Slot, events: readonly AnyEvent[], decision?: string): CommitRecord {
    const version = slot.now.version + 1;
    const record = {
      _id: recordId(slot.id, version),
      merchantId: slot.merchantId,
      kind: slot.type.kind,
      key: slot.key,
      version,
      at: this.at,
      cause: this.input.cause,
      events,
    };
    return decision === undefined ? record : { ...record, decision };
  }
}

/** Stops drafting until the stream is loaded: `draft` catches it. */
function present(slot: Slot | undefined): Slot {
  if (slot === undefined) throw MISSING;
  return slot;
}
