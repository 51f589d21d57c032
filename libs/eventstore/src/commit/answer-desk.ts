import { setTimeout as delay } from 'node:timers/promises';
import type { Result } from '../commands';
import type { Store } from '../store';
import type { Draft, Known, Unwritten, Written } from './draft';
import type { GroupReport } from './group-commit';
import type { Settings } from './options';
import type { PendingInput } from './pending-input';
import type { StreamLoader } from './stream-loader';

const RETRY_MS = 200;

/** Gives callers their answers once these are durable, and does what can wait until then. */
export class AnswerDesk {
  private readonly expected = new Set<PendingInput>();
  private readonly forget: (input: PendingInput) => void;

  constructor(
    private readonly store: Store,
    private readonly loader: StreamLoader,
    private readonly settings: Settings,
  ) {
    const forget = (input: PendingInput): void => void this.expected.delete(input);
    this.forget = forget;
  }

  expect(input: PendingInput): void {
    this.expected.add(input);
    input.whenOver = this.forget;
  }

  give(report: GroupReport): void {
    for (const each of report.done) this.answer(each);
    if (report.culprit !== undefined) report.culprit.input.refuse(report.culprit.error);
    this.keepSnapshots(report.done.filter((each) => each.kind === 'written'));
  }

  /** Resolves when nobody waits any more, at the latest after that time. */
  async drain(withinMs: number): Promise<void> {
    const answered = Promise.allSettled([...this.expected].map(({ answer }) => answer));
    const timer = new AbortController();
    await Promise.race([answered, delay(withinMs, undefined, { signal: timer.signal }).catch(() => undefined)]);
    timer.abort();
    for (const input of this.expected) input.giveUp();
  }

  private answer(each: Draft): void {
    switch (each.kind) {
      case 'written':
        return each.end === undefined ? each.input.settle(committed(each)) : end(each.input, each.end);
      case 'unwritten':
        return end(each.input, each.end);
      case 'known':
        return this.repeat(each);
    }
  }

  private repeat({ input, folded: { version, state }, version: decidedAt }: Known): void {
    if (decidedAt === undefined) input.settle({ kind: 'repeated', version, state, events: [] });
    else void this.rebuild(input, decidedAt);
  }

  /** The answer as it was given the first time: the state right after the decision, and its events. */
  private async rebuild(input: PendingInput, version: number): Promise<void> {
    const stream = { id: input.stream, type: input.command.on };
    while (!input.isOver) {
      try {
        const { folded, last } = await this.loader.loadAt(stream, version);
        const kind = input.mayHaveLanded ? 'committed' : 'repeated';
        input.settle({ kind, version, state: folded.state, events: last?.events ?? [] });
      } catch (error) {
        this.settings.observer.fault?.(error);
        await delay(RETRY_MS);
      }
    }
  }

  private keepSnapshots(written: readonly Written[]): void {
    const every = this.settings.snapshotEvery;
    const due = written.flatMap(({ folds }) =>
      folds.filter(({ slot, folded }) => slot.type.long && folded.version % every === 0),
    );
    if (due.length === 0) return;
    const fault = (error: unknown): void => this.settings.observer.fault?.(error);
    try {
      this.store.keepSnapshots(due.map(({ slot, folded }) => this.loader.snapshotOf(slot, folded))).catch(fault);
    } catch (error) {
      fault(error);
    }
  }
}

function end(input: PendingInput, how: Unwritten['end']): void {
  if ('result' in how) input.settle(how.result);
  else input.refuse(how.refusal);
}

function committed({ folds: [first], records: [record] }: Written): Result<unknown> {
  if (first === undefined || record === undefined) throw new Error('a decision without a record');
  const { version, state } = first.folded;
  return { kind: 'committed', version, state, events: record.events };
}
