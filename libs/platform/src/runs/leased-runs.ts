import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import type { ServiceParts } from '@entrepot/messaging';
import { RunInterrupted } from './breather';
import { KeptRuns, type RunState } from './kept-runs';

/** Long work that is to be done once at a time. */
export interface Run<S extends RunState> {
  readonly by: string;
  readonly reason?: string | undefined;
  /** What is known of it at its beginning. */
  readonly first: Omit<S, keyof RunState>;
  /** Does it; what it gives is added to what is known. Rejects with `RunInterrupted` once `signal` says so. */
  readonly work: (signal: AbortSignal) => Promise<Partial<S>>;
  /** How far it is. */
  readonly progress: () => Partial<S>;
  /** Runs when it has ended, however it did, and that is kept. */
  readonly ended?: (state: S) => Promise<void> | void;
}

const LEASE_MS = 15_000;
const TELL_EVERY_MS = 1_000;
const LONGEST_ERROR = 500;

/** Long work of this service: one run at a time of each name, in whatever process, by lease; how far it is can be asked of all processes. */
export class LeasedRuns<S extends RunState> {
  readonly kept: KeptRuns<S>;
  private readonly logger: Logger;
  private readonly owner = randomUUID();
  private readonly stopped = new AbortController();
  private readonly running = new Set<Promise<void>>();
  private before: Promise<unknown> = Promise.resolve();

  /** `what`: whose logs it writes. */
  constructor(
    private readonly parts: Pick<ServiceParts, 'backbone' | 'clock'>,
    what: string,
  ) {
    this.kept = new KeptRuns(parts.backbone, parts.clock);
    this.logger = new Logger(what);
  }

  /** Begins one, unless one of that name is under way: undefined then. The lease tells processes apart, not those who ask one at the same time. */
  begin(name: string, run: Run<S>): Promise<S | undefined> {
    const begun = this.before.then(() => this.beginUnlessRunning(name, run));
    this.before = begun.catch(() => undefined);
    return begun;
  }

  /** Interrupts what runs here. */
  async stop(): Promise<void> {
    this.stopped.abort();
    await Promise.all(this.running);
  }

  private async beginUnlessRunning(name: string, run: Run<S>): Promise<S | undefined> {
    const { leases } = this.parts.backbone;
    if (this.stopped.signal.aborted || !(await leases.take(name, this.owner, LEASE_MS))) return undefined;
    if ((await this.kept.last(name))?.state === 'running') return undefined;
    const { by, reason, first } = run;
    const why = reason === undefined ? {} : { reason };
    const told = { state: 'running' as const, by, ...why, startedAt: this.kept.now(), toldAt: '' };
    const state = { ...first, ...told } as S;
    await this.kept.keep(name, state);
    const work = this.work(name, run, state).catch((err: unknown) => this.logger.error('cannot be kept', { err }));
    this.running.add(work);
    void work.then(() => this.running.delete(work));
    return state;
  }

  private async work(name: string, run: Run<S>, begun: S): Promise<void> {
    const stop = new AbortController();
    const leave = () => stop.abort();
    this.stopped.signal.addEventListener('abort', leave);
    const stopTelling = this.tell(name, () => ({ ...begun, ...run.progress() }), leave);
    const end = await endOf(() => run.work(stop.signal));
    this.stopped.signal.removeEventListener('abort', leave);
    await stopTelling();
    const state: S = { ...begun, ...run.progress(), ...end, endedAt: this.kept.now() };
    await this.kept.keep(name, state);
    await this.parts.backbone.leases.release(name, this.owner).catch(() => undefined);
    await run.ended?.(state);
  }

  /** Says now and then how far it is, and keeps the lease; `lost` when another process has it. */
  private tell(name: string, how: () => S, lost: () => void): () => Promise<void> {
    const { clock, backbone } = this.parts;
    let telling: Promise<void> = Promise.resolve();
    let cancel = () => undefined as void;
    const say = async () => {
      if (await backbone.leases.take(name, this.owner, LEASE_MS)) await this.kept.keep(name, how());
      else lost();
    };
    const again = () => {
      cancel = clock.after(TELL_EVERY_MS, () => {
        telling = say().then(again, again);
      });
    };
    again();
    return async () => {
      await telling;
      cancel();
    };
  }
}

type End<S> = Partial<S> & Pick<RunState, 'state' | 'error'>;

async function endOf<S extends RunState>(work: () => Promise<Partial<S>>): Promise<End<S>> {
  try {
    return { ...(await work()), state: 'done' };
  } catch (error) {
    if (error instanceof RunInterrupted) return { state: 'interrupted' } as End<S>;
    const reason = error instanceof Error ? error.message : String(error);
    return { state: 'failed', error: reason.slice(0, LONGEST_ERROR) } as End<S>;
  }
}
