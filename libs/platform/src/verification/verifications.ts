import { randomUUID } from 'node:crypto';
import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { Reach } from '@entrepot/eventstore';
import type { ServiceParts } from '@entrepot/messaging';
import { SERVICE_DEFINITION, type ServiceDefinition } from '../backbone/service-definition';
import { SERVICE_PARTS } from '../backbone/tokens';
import { tellDrifts } from '../metrics/drift';
import type { Books } from './books';
import { KeptVerifications, nameOf, type VerificationState } from './kept-verification';
import { Verification, VerificationInterrupted, type Drift } from './verification';

/** What is asked for, and by whom. */
export interface VerificationAsked {
  readonly of: Reach;
  readonly by: string;
  readonly reason?: string | undefined;
  readonly settleMs: number;
  /** Share of the time that it may take for itself. */
  readonly share: number;
  /** Runs when it has ended, however it did. */
  readonly ended?: (result: string) => Promise<void>;
}

const LEASE_MS = 15_000;
const TELL_EVERY_MS = 1_000;
const MOST_KEPT = 1_000;

/** Verifications of the books of this service: one at a time for each reach, in whatever process, by lease. */
@Injectable()
export class Verifications implements OnModuleDestroy {
  readonly kept: KeptVerifications;
  private readonly logger = new Logger('verification');
  private readonly owner = randomUUID();
  private readonly stop = new AbortController();
  private readonly running = new Set<Promise<void>>();
  private before: Promise<unknown> = Promise.resolve();

  constructor(
    @Inject(SERVICE_PARTS) private readonly parts: ServiceParts,
    @Inject(SERVICE_DEFINITION) private readonly definition: ServiceDefinition,
    private readonly modules: ModuleRef,
  ) {
    this.kept = new KeptVerifications(parts.backbone, parts.clock);
  }

  /** Begins one, unless one of the same reach is under way: undefined then. The lease tells processes apart, not those who ask one at the same time. */
  begin(asked: VerificationAsked): Promise<VerificationState | undefined> {
    const begun = this.before.then(() => this.beginUnlessRunning(asked));
    this.before = begun.catch(() => undefined);
    return begun;
  }

  private async beginUnlessRunning(asked: VerificationAsked): Promise<VerificationState | undefined> {
    const { of, by, reason } = asked;
    const { leases } = this.parts.backbone;
    if (this.stop.signal.aborted || !(await leases.take(nameOf(of), this.owner, LEASE_MS))) return undefined;
    if ((await this.kept.last(of))?.state === 'running') return undefined;
    const nothing = { looked: 0, total: 0, ledgers: {}, found: 0, drifted: {}, drifts: [] };
    const why = reason === undefined ? {} : { reason };
    const state = { ...nothing, state: 'running' as const, by, ...why, startedAt: this.kept.now(), toldAt: '' };
    await this.kept.keep(of, state);
    const work = this.work(asked, state).catch((err: unknown) => this.logger.error('cannot be kept', { err }));
    this.running.add(work);
    void work.then(() => this.running.delete(work));
    return state;
  }

  /** Of the books. */
  names(): string[] {
    return this.books().map(({ name }) => name);
  }

  async onModuleDestroy(): Promise<void> {
    this.stop.abort();
    await Promise.all(this.running);
  }

  private async work(asked: VerificationAsked, begun: VerificationState): Promise<void> {
    const { backbone, clock } = this.parts;
    const { of, settleMs, share, ended } = asked;
    const stop = new AbortController();
    const leave = () => stop.abort();
    this.stop.signal.addEventListener('abort', leave);
    const verification = new Verification(this.books(), backbone, clock, { of, settleMs, share, signal: stop.signal });
    const stopTelling = this.tell(of, () => ({ ...begun, ...verification.progress }), leave);
    const end = await outcomeOf(verification);
    this.stop.signal.removeEventListener('abort', leave);
    await stopTelling();
    const state = { ...begun, ...verification.progress, ...end, endedAt: this.kept.now() };
    await this.kept.keep(of, state);
    if (state.state === 'done') tellDrifts(this.names(), of, state.drifted);
    await backbone.leases.release(nameOf(of), this.owner).catch(() => undefined);
    await ended?.(state.state === 'done' ? `${state.found} drifts` : state.state);
  }

  /** Says now and then how far it is, and keeps the lease; `lost` when another process has it. */
  private tell(of: Reach, how: () => VerificationState, lost: () => void): () => Promise<void> {
    const { clock, backbone } = this.parts;
    let telling: Promise<void> = Promise.resolve();
    let cancel = () => undefined as void;
    const say = async () => {
      if (await backbone.leases.take(nameOf(of), this.owner, LEASE_MS)) await this.kept.keep(of, how());
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

  private books(): Books[] {
    return (this.definition.books ?? []).map((books) => this.modules.get(books, { strict: false }));
  }
}

type End = Pick<VerificationState, 'state' | 'found' | 'drifted' | 'drifts'> & { readonly error?: string };

async function outcomeOf(verification: Verification): Promise<End> {
  const nothing = { found: 0, drifted: {}, drifts: [] };
  try {
    const drifts = await verification.run();
    return { state: 'done', found: drifts.length, drifted: counted(drifts), drifts: drifts.slice(0, MOST_KEPT) };
  } catch (error) {
    if (error instanceof VerificationInterrupted) return { ...nothing, state: 'interrupted' };
    const reason = error instanceof Error ? error.message : String(error);
    return { ...nothing, state: 'failed', error: reason.slice(0, 500) };
  }
}

/** Ledgers that differ, by book and merchant. */
function counted(drifts: readonly Drift[]): VerificationState['drifted'] {
  const ledgers = new Map(drifts.map((drift) => [`${drift.book}\n${drift.merchantId}\n${drift.of}`, drift]));
  const counts: Record<string, Record<string, number>> = {};
  for (const { book, merchantId } of ledgers.values()) {
    const merchants = (counts[book] ??= {});
    merchants[merchantId] = (merchants[merchantId] ?? 0) + 1;
  }
  return counts;
}
