import type { CommitRecord } from '../records';
import { streamOf } from '../stream-id';
import { draft, type Draft, type Unwritten, type Written } from './draft';
import type { Gate } from './gate';
import type { PendingInput } from './pending-input';
import type { Slot, Workspace } from './workspace';

export interface PlanLimits {
  readonly gate: Gate;
  readonly maxBytes: number;
}

/** What is durable and final after a commit, and what has to be decided again, both in the order of the inputs. */
export interface Settlement {
  readonly done: readonly Draft[];
  readonly open: readonly Draft[];
}

/** What a group of inputs will do, decided one after the other on the overlay of a workspace. */
export class Plan {
  readonly drafts: Draft[] = [];
  readonly records: CommitRecord[] = [];
  /** Inputs that could not be decided before a stream is loaded. */
  readonly unready: PendingInput[] = [];
  private readonly written = new Set<string>();
  private bytes = 0;

  /** Some decision writes several streams: the group is written all or nothing. */
  get isAtomic(): boolean {
    return this.drafts.some((each) => each.kind === 'written' && each.records.length > 1);
  }

  get writers(): Written[] {
    return this.drafts.filter((each) => each.kind === 'written');
  }

  get size(): number {
    return this.bytes;
  }

  /** Takes a draft in and shows its writes to the inputs after it. False: it has no room here. */
  add(added: Draft, maxBytes: number): boolean {
    if (added.kind === 'written') {
      if (this.bytes > 0 && this.bytes + added.bytes > maxBytes) return false;
      this.bytes += added.bytes;
      this.records.push(...added.records);
      for (const { slot, folded } of added.folds) {
        slot.now = folded;
        this.written.add(slot.id);
      }
    }
    this.drafts.push(added);
    return true;
  }

  /**
   * The streams whose heads have to be looked at before anything of this is sent or answered. An insert proves the streams
   * that it writes; nothing proves a stream that was only looked at.
   */
  doubts(workspace: Workspace): Set<Slot> {
    const doubts = new Set<Slot>();
    for (const each of this.drafts) {
      if (each.kind === 'known') continue;
      for (const slot of each.leansOn) if (this.isDoubtful(each, slot, workspace)) doubts.add(slot);
    }
    return doubts;
  }

  /** Inputs whose result depends on one of these streams without writing it. */
  leaningOn(streams: ReadonlySet<string>): PendingInput[] {
    const leaning = this.drafts.filter(
      (each) => each.kind !== 'known' && each.leansOn.some(({ id }) => streams.has(id)),
    );
    return leaning.map(({ input }) => input);
  }

  /** What holds if just the first `count` records are durable. */
  settle(count: number): Settlement {
    const proven = new Set(this.records.slice(0, count).map(streamOf));
    const done: Draft[] = [];
    const open: Draft[] = [];
    let used = 0;
    for (const each of this.drafts) {
      if (each.kind === 'written') used += each.records.length;
      const stands = used <= count && (each.kind !== 'unwritten' || isProven(each, proven));
      (stands ? done : open).push(each);
    }
    return { done, open };
  }

  private isDoubtful(each: Written | Unwritten, slot: Slot, workspace: Workspace): boolean {
    if (each.kind === 'written') return !slot.fresh;
    // Several streams that were read one after the other may never have been so at one moment.
    if (each.leansOn.length > 1) return !workspace.isChecked(slot);
    return !slot.fresh && !this.written.has(slot.id);
  }
}

function isProven(each: Unwritten, proven: ReadonlySet<string>): boolean {
  return each.leansOn.every((slot) => slot.fresh || proven.has(slot.id));
}

/** Decides the inputs in order, as many as fit. If the workspace is incomplete afterwards, the plan is of no use. */
export function plan(inputs: readonly PendingInput[], workspace: Workspace, at: string, limits: PlanLimits): Plan {
  workspace.reset();
  const made = new Plan();
  for (const input of inputs) {
    const drafted = draft(input, workspace, at, limits.gate);
    if (drafted === undefined) made.unready.push(input);
    else if (!made.add(drafted, limits.maxBytes)) break;
  }
  return made;
}
