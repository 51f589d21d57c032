import type { Peek, StreamType } from '@entrepot/kernel';
import type { AppendOutcome, Store } from '../store';
import type { Draft } from './draft';
import type { FoldCache } from './fold-cache';
import type { Newborns } from './newborns';
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
  readonly newborns: Newborns;
  readonly limits: PlanLimits;
  readonly now: () => string;
}

/** After so many rounds of one kind an input that cannot be decided steadily has to leave: the others wait for it. */
const MOST_ROUNDS = 20;
const NONE: ReadonlySet<string> = new Set();

/** Why inputs have to be decided again. */
interface Unsteady {
  /** A stream that they lean on has moved meanwhile. */
  readonly restless: readonly PendingInput[];
  /** A stream had to be loaded first. */
  readonly unready: readonly PendingInput[];
}

/** Decides and commits one group of inputs. Only one at a time may be under way in a process. */
export class GroupCommit {
  constructor(private readonly parts: GroupCommitParts) {}

  /**
   * `distrust`: the last commit met another writer, so look at every cached head before sending and guess nothing.
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
    const { cache, loader, newborns } = this.parts;
    const guesses = !distrust && !inputs.some((input) => input.isRetried);
    const workspace = new Workspace(cache, loader, newborns, guesses);
    for (let [loads, moves] = [0, 0]; ;) {
      const open = inputs.filter((input) => !input.isOver);
      const tried = await this.attempt(open, workspace, distrust);
      if ('made' in tried) return tried.made;
      // What has moved has to be loaded again: only loads in a row say that an input names ever new streams.
      [loads, moves] = tried.restless.length > 0 ? [0, moves + 1] : [loads + 1, moves];
      if (Math.max(loads, moves) >= MOST_ROUNDS) expel(tried, loads >= MOST_ROUNDS);
    }
  }

  /** One round: a plan that may be sent, or who has to be decided again and why. */
  private async attempt(
    open: readonly PendingInput[],
    workspace: Workspace,
    distrust: boolean,
  ): Promise<{ made: Plan } | Unsteady> {
    // What inputs name beforehand is loaded together, so that deciding seldom has to stop for a stream.
    const unnamed = open.filter((input) => !touch(input, workspace));
    const made = unnamed.length > 0 ? undefined : this.decide(open, workspace);
    if (workspace.isIncomplete || made === undefined) {
      await workspace.load();
      return { restless: [], unready: made?.unready ?? unnamed };
    }
    const doubts = new Set([...made.doubts(workspace), ...(distrust ? workspace.unread() : [])]);
    const moved = doubts.size > 0 ? await workspace.check([...doubts]) : NONE;
    if (moved.size > 0) return { restless: made.leaningOn(moved), unready: [] };
    return made.drafts.some(({ input }) => input.isOver) ? { restless: [], unready: [] } : { made };
  }

  private decide(open: readonly PendingInput[], workspace: Workspace): Plan {
    return plan(open, workspace, this.parts.now(), this.parts.limits);
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

/** The caller may repeat what met a restless stream; naming other streams at every try is a fault of the decision. */
function expel({ restless, unready }: Unsteady, isEndless: boolean): void {
  for (const input of restless) input.giveUp();
  for (const input of isEndless ? unready : []) {
    if (input.mayHaveLanded) input.giveUp();
    else input.refuse(new Error('it names other streams whenever it is decided'));
  }
}

/** Whether all streams that an input names beforehand are there. */
function touch(input: PendingInput, workspace: Workspace): boolean {
  const { on, merchantId, key, also } = input.command;
  const slot = workspace.target(on, merchantId, key, input.stream);
  if (slot === undefined) return false;
  if (slot.fault !== undefined || also === undefined) return true;
  try {
    const peek: Peek = (stream, other) =>
      (workspace.slot(stream as StreamType<unknown>, merchantId, other)?.base.state ?? stream.initial) as never;
    const named = input.namedBy(slot.base.state, peek);
    return !named.map((each) => workspace.slot(each.stream, merchantId, each.key, each.id)).includes(undefined);
  } catch {
    // Deciding meets it again, and refuses this input for it.
    return true;
  }
}
