import type { ParkedInput } from '@entrepot/eventstore';
import type { Assignment } from '../bus/bus';
import { Incoming } from '../message/incoming';
import { backoff, toTime } from '../runtime/clock';
import { failuresOf, type Failure } from '../runtime/failure';
import type { ServiceParts } from '../runtime/service-parts';
import type { DeadLettering } from './dead-lettering';
import type { ParkedState, Parking } from './parking';
import type { SequenceLane } from './sequence-lane';

const PAGE = 50;
const DUE_AT_ONCE = 100;
/** After so many polls the store is asked without a reason: a former owner's last park may have come in late. */
const SLOW_TIMES = 50;
const LONGEST_AWAY_MS = 5_000;
const LOOKED_AFTER = 20;

/** Tries parked inputs again when their time has come, in order, in the process that owns their partition. */
export class Redriver {
  private readonly lanes = new Map<string, SequenceLane>();
  private owned = new Map<string, number[]>();
  private askedAt = -Infinity;
  /** When the partitions became this process's, on the clock by which parked inputs are dated. */
  private ownedSince = 0;
  private cancel: (() => void) | undefined;
  private driving = 0;
  private readonly classify: (error: unknown) => Failure;

  constructor(
    private readonly parts: ServiceParts,
    private readonly parking: Parking,
    private readonly deadLetters: DeadLettering,
  ) {
    this.classify = failuresOf(parts.errors);
    const begun = () => this.hurry();
    parking.begun = begun;
  }

  register(lane: SequenceLane): void {
    this.lanes.set(lane.name, lane);
  }

  lane(name: string): SequenceLane | undefined {
    return this.lanes.get(name);
  }

  assigned(assignments: readonly Assignment[]): void {
    this.owned = new Map();
    this.ownedSince = this.parts.clock.now();
    for (const { topic, partition } of assignments) {
      const partitions = this.owned.get(topic) ?? [];
      partitions.push(partition);
      this.owned.set(topic, partitions);
    }
    this.cancel?.();
    this.cancel = this.schedule();
  }

  stop(): void {
    this.cancel?.();
    this.cancel = undefined;
    this.owned = new Map();
  }

  get busy(): number {
    return this.driving;
  }

  private schedule(): () => void {
    const { clock, limits } = this.parts;
    const pause = this.parking.size > 0 ? limits.parkedPollMs : this.slowMs;
    return clock.after(pause, () => void this.poll());
  }

  private get slowMs(): number {
    return this.parts.limits.parkedPollMs * SLOW_TIMES;
  }

  /** Something waits: look soon, not only after the long pause of when nothing does. */
  private hurry(): void {
    if (this.cancel === undefined) return;
    this.cancel();
    this.cancel = this.schedule();
  }

  private async poll(): Promise<void> {
    try {
      for (const topic of await this.topicsToAsk()) await this.driveDue(topic);
    } catch (error) {
      this.parts.watch.alarm?.('store-failed', { what: 'parked inputs', error: String(error) });
    }
    this.hurry();
  }

  private async topicsToAsk(): Promise<Iterable<string>> {
    const now = this.parts.clock.elapsed();
    if (now - this.askedAt >= this.slowMs) {
      this.askedAt = now;
      await this.releaseEmptied();
      if (!(await this.parts.backbone.parkedInputs.isEmpty())) return this.owned.keys();
    }
    return new Set([...this.parking.all()].filter(({ driving }) => !driving).map(({ topic }) => topic));
  }

  /** Whoever gives up an input by hand, in any process, does not tell this one that nothing of its key is left. */
  private async releaseEmptied(): Promise<void> {
    for (const state of this.parking.some(LOOKED_AFTER)) if (!state.driving) await this.parking.release(state);
  }

  private async driveDue(topic: string): Promise<void> {
    const partitions = this.owned.get(topic);
    if (partitions === undefined) return;
    for (const input of await this.parts.backbone.parkedInputs.due(topic, partitions, DUE_AT_ONCE)) {
      const state = this.parking.adopt(input);
      if (state.driving || !this.lanes.has(state.reaction)) continue;
      state.driving = true;
      this.driving += 1;
      void this.drive(state).finally(() => {
        state.driving = false;
        this.driving -= 1;
      });
    }
  }

  private async drive(state: ParkedState): Promise<void> {
    const { parkedInputs } = this.parts.backbone;
    try {
      while (this.parking.owns(state)) {
        const inputs = await parkedInputs.inputs(state, PAGE);
        if (!(await this.driveInOrder(state, inputs))) return;
        // With nothing there and no release something is on its way into the store: the next poll finds it.
        if (inputs.length < PAGE && ((await this.parking.release(state)) || inputs.length === 0)) return;
      }
    } catch (error) {
      this.parts.watch.alarm?.('store-failed', { what: 'redrive', reaction: state.reaction, error: String(error) });
    }
  }

  /** False: one of them has to wait again, and with it all behind it. */
  private async driveInOrder(state: ParkedState, inputs: readonly ParkedInput[]): Promise<boolean> {
    const finished: string[] = [];
    try {
      for (const input of inputs) {
        // Leaving: whoever owns the partition next goes on.
        if (this.cancel === undefined) return false;
        if (!this.parking.owns(state) || !(await this.driveOne(state, input))) return false;
        finished.push(input.id);
      }
      return true;
    } finally {
      if (finished.length > 0) await this.parts.backbone.parkedInputs.remove(finished);
    }
  }

  private async driveOne(state: ParkedState, input: ParkedInput): Promise<boolean> {
    const lane = this.lanes.get(state.reaction)!;
    const incoming = Incoming.ofHeld(input.message);
    try {
      const how = await lane.attempt(incoming);
      state.away = 0;
      this.parts.watch.settled?.(lane.handlerOf(incoming), how);
      return true;
    } catch (error) {
      const failure = this.classify(error);
      if (failure.kind === 'away') return await this.putOff(state, input);
      if (this.isOver(failure, input)) return this.giveUp(lane, input, failure);
      await this.postpone(input, failure);
      return false;
    }
  }

  /** What it waits for may be in what was published while nobody read: only time in which somebody reads counts. */
  private isOver(failure: Failure, { attempts, parkedAt }: ParkedInput): boolean {
    const { limits, clock } = this.parts;
    const since = Math.max(Date.parse(parkedAt), this.ownedSince);
    if (failure.kind === 'early') return clock.now() - since > limits.earlyLimitMs;
    return failure.kind === 'dead' || attempts + 1 >= limits.brokenAttempts;
  }

  private async giveUp(lane: SequenceLane, input: ParkedInput, failure: Failure): Promise<boolean> {
    const incoming = Incoming.ofHeld(input.message);
    const { source } = input;
    const given = { handler: lane.handlerOf(incoming), source, incoming, failure, attempts: input.attempts + 1 };
    await new Promise<void>((resolve) => this.deadLetters.add(given, resolve));
    return true;
  }

  /** Something that it needs is away: that is no failed try, and others have their turn meanwhile. */
  private async putOff(state: ParkedState, input: ParkedInput): Promise<false> {
    const { limits, clock, backbone } = this.parts;
    state.away += 1;
    const wait = backoff(state.away, limits.parkedPollMs, LONGEST_AWAY_MS);
    await backbone.parkedInputs.putOff(input.id, toTime(clock.now() + wait));
    return false;
  }

  private async postpone(input: ParkedInput, failure: Failure): Promise<void> {
    const { limits, clock, backbone } = this.parts;
    const wait = backoff(input.attempts + 2, limits.firstRetryMs, limits.longestRetryMs);
    await backbone.parkedInputs.failed(input.id, { reason: failure.reason, retryAt: toTime(clock.now() + wait) });
  }
}
