import type { StreamType } from '@entrepot/kernel';
import type { AppendOutcome, Store } from '../store';
import type { Draft } from './draft';
import type { FoldCache } from './fold-cache';
import type { PendingInput } from './pending-input';
import { plan, type Plan, type PlanLimits } from './plan';
import type { StreamLoader } from './stream-loader';
import { Workspace } from './workspace';

/** What became of a group. */
export interface GroupReport {
  readonly outcome: AppendOutcome['kind'];
  readonly done: readonly Draft[];
  /** To be handed in again, in this order, before anything else. */
  readonly remaining: readonly PendingInput[];
  /** Taken out because the database refuses it. */
  readonly culprit?: { readonly input: PendingInput; readonly error: Error };
  readonly inputs: number;
  readonly records: number;
  readonly bytes: number;
  /** Why there was no answer. */
  readonly error?: Error;
}

export interface GroupCommitParts {
  readonly store: Store;
  readonly cache: FoldCache;
  readonly loader: StreamLoader;
  readonly limits: PlanLimits;
  readonly now: () => string;
}

/** Decides and commits one group of inputs. Only one at a time may be under way in a process. */
export class GroupCommit {
  constructor(private readonly parts: GroupCommitParts) {}

  /**
   * `distrust`: the last commit met another writer, so look at every cached head before sending.
   * Throws only if the database cannot be read; nothing has been sent then.
   */
  async run(inputs: readonly PendingInput[], distrust: boolean): Promise<GroupReport> {
    const made = await this.prepare(inputs, distrust);
    for (const writer of made.writers) writer.input.markSent();
    const outcome = await this.append(made);
    const left = inputs.slice(inputs.indexOf(made.drafts.at(-1)?.input as PendingInput) + 1);
    return this.report(made, outcome, left);
  }

  /** Loads and decides until every stream is there, every doubt is settled and nobody has given up. */
  private async prepare(inputs: readonly PendingInput[], distrust: boolean): Promise<Plan> {
    const { cache, loader, limits, now } = this.parts;
    const workspace = new Workspace(cache, loader);
    for (;;) {
      const open = inputs.filter((input) => !input.isOver);
      await this.fetch(open, workspace);
      const made = plan(open, workspace, now(), limits);
      if (workspace.isIncomplete) {
        await workspace.load();
        continue;
      }
      const doubts = new Set([...made.doubts(workspace), ...(distrust ? workspace.unread() : [])]);
      if (doubts.size > 0 && !(await workspace.check([...doubts]))) continue;
      if (!made.drafts.some(({ input }) => input.isOver)) return made;
    }
  }

  /** Loads what the inputs name beforehand, so that deciding seldom has to stop for a stream. */
  private async fetch(inputs: readonly PendingInput[], workspace: Workspace): Promise<void> {
    do {
      if (workspace.isIncomplete) await workspace.load();
      for (const input of inputs) touch(input, workspace);
    } while (workspace.isIncomplete);
  }

  private async append(made: Plan): Promise<AppendOutcome> {
    if (made.records.length === 0) return { kind: 'written' };
    const outcome = await this.parts.store.append(made.records, made.isAtomic);
    // What is known may be behind what has landed or still lands: only a new reading shows it.
    if (outcome.kind === 'unknown') this.parts.cache.clear();
    return outcome;
  }

  private report(made: Plan, outcome: AppendOutcome, left: readonly PendingInput[]): GroupReport {
    const { done, open } = made.settle(durable(outcome, made));
    for (const each of done) this.remember(each);
    for (const { input } of open) {
      if (outcome.kind === 'unknown') input.markUnknown();
      else input.markNotWritten();
    }
    const culprit = outcome.kind === 'refused' ? onlyWriter(open) : undefined;
    const remaining = [...open.flatMap(({ input }) => (input === culprit ? [] : [input])), ...left];
    return {
      outcome: outcome.kind,
      done,
      remaining,
      ...(outcome.kind === 'refused' && culprit ? { culprit: { input: culprit, error: outcome.error } } : {}),
      ...(outcome.kind === 'unknown' || outcome.kind === 'away' ? { error: outcome.error } : {}),
      inputs: made.drafts.length,
      records: made.records.length,
      bytes: made.size,
    };
  }

  /** The overlay becomes knowledge only now. */
  private remember(each: Draft): void {
    if (each.kind !== 'written') return;
    for (const { slot, folded } of each.folds) this.parts.cache.put(slot.id, folded);
  }
}

function durable(outcome: AppendOutcome, made: Plan): number {
  if (outcome.kind === 'written') return made.records.length;
  return 'written' in outcome ? outcome.written : 0;
}

/** A refused commit is halved until only one input is left that writes: that one is to blame. */
function onlyWriter(open: readonly Draft[]): PendingInput | undefined {
  const writers = open.filter(({ kind }) => kind === 'written');
  return writers.length === 1 ? writers[0]?.input : undefined;
}

function touch(input: PendingInput, workspace: Workspace): void {
  const { on, merchantId, key, also } = input.command;
  const slot = workspace.slot(on, merchantId, key, input.stream);
  if (slot === undefined || slot.fault !== undefined || also === undefined) return;
  try {
    for (const ref of also(slot.base.state)) workspace.slot(ref.stream as StreamType<unknown>, merchantId, ref.key);
  } catch {
    // Deciding meets it again, and refuses this input for it.
  }
}
