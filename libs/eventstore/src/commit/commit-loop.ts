import { DomainError } from '@entrepot/kernel';
import { Commands, type Command, type Result } from '../commands';
import type { AnswerDesk } from './answer-desk';
import type { GroupCommit, GroupReport } from './group-commit';
import type { Settings } from './options';
import { InputQueue } from './input-queue';
import { Pace } from './pace';
import { PendingInput } from './pending-input';

/**
 * Group commit: whatever came in while the last commit ran goes into the next one. One commit is in flight per process;
 * inputs are decided in the order in which they were handed in, those with a deadline before those without.
 */
export class CommitLoop extends Commands {
  private readonly waiting = new InputQueue();
  private readonly pace: Pace;
  private running = false;
  private stopping = false;
  private distrust = false;
  private begunAt = -Infinity;
  /** Ends the wait for more. */
  private goOn: (() => void) | undefined;

  constructor(
    private readonly group: GroupCommit,
    private readonly answers: AnswerDesk,
    private readonly settings: Settings,
  ) {
    super();
    this.pace = new Pace(settings.maxGroup, settings.pauseMs);
  }

  handle<S>(command: Command<S>): Promise<Result<S>> {
    try {
      const input = this.accept(command as Command<unknown>);
      this.answers.expect(input);
      this.waiting.add(input);
      this.wake();
      return input.answer as Promise<Result<S>>;
    } catch (error) {
      return Promise.reject(error as Error);
    }
  }

  /** Takes no more inputs and resolves when those under way are answered; after `drainMs` they are given up. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.goOn?.();
    await this.answers.drain(this.settings.drainMs);
  }

  private accept(command: Command<unknown>): PendingInput {
    if (command.on.long) throw new Error(`${command.on.kind} is a long stream: decide on a short one beside it`);
    if (this.stopping) throw new DomainError('request.withdrawn');
    if (this.waiting.length >= this.settings.maxWaiting) throw new DomainError('request.overloaded');
    return new PendingInput(command);
  }

  private wake(): void {
    if (this.running) {
      if (this.isPressing) this.goOn?.();
      return;
    }
    this.running = true;
    // Everything that arrives in this turn of the event loop shares the first commit.
    setImmediate(() => void this.run());
  }

  private async run(): Promise<void> {
    while (this.waiting.length > 0) {
      await this.gather();
      await this.next();
    }
    this.running = false;
  }

  /** Waits for more to come together, if there is a gap to keep and nothing speaks for going on at once. */
  private async gather(): Promise<void> {
    const ms = this.begunAt + this.settings.gapMs() - performance.now();
    if (ms >= 1 && !this.isPressing) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        const goOn = () => {
          clearTimeout(timer);
          resolve();
        };
        this.goOn = goOn;
      });
      this.goOn = undefined;
    }
    this.begunAt = performance.now();
  }

  private get isPressing(): boolean {
    return this.stopping || this.waiting.isUrgent || this.waiting.length >= this.pace.limit;
  }

  private async next(): Promise<void> {
    const inputs = this.waiting.take(this.pace.limit);
    if (inputs.length === 0) return;
    const started = performance.now();
    const report = await this.group.run(inputs, this.distrust).catch((error: unknown) => ({ unread: error }));
    if ('unread' in report) {
      this.waiting.putBack(inputs);
      return this.pause(report.unread);
    }
    this.waiting.putBack(report.remaining);
    this.answers.give(report);
    await this.adjust(report, started);
  }

  private async adjust(report: GroupReport, started: number): Promise<void> {
    const { observer } = this.settings;
    this.distrust = report.outcome !== 'written';
    if (report.outcome === 'unknown' || report.outcome === 'away') return this.pause(report.error);
    if (this.pace.tries > 0) observer.back?.();
    if (report.outcome !== 'written') observer.conflict?.(report.outcome);
    if (report.outcome === 'aborted') return this.pace.aborted(report.inputs);
    if (report.outcome === 'duplicate' && report.done.length === 0) return this.pace.stuck();
    if (report.outcome === 'refused') return this.pace.halve(report.inputs);
    this.pace.succeeded();
    const { inputs, records, bytes, done } = report;
    const traces = () => done.flatMap(({ input }) => input.cause.trace ?? []);
    const ms = performance.now() - started;
    if (report.outcome === 'written') observer.committed?.({ inputs, records, bytes, ms, traces });
  }

  private async pause(error: unknown): Promise<void> {
    this.settings.observer.away?.(error, this.pace.tries + 1);
    await this.pace.failed();
  }
}
