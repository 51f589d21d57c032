import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { Reach } from '@entrepot/eventstore';
import type { ServiceParts } from '@entrepot/messaging';
import { SERVICE_DEFINITION, type ServiceDefinition } from '../backbone/service-definition';
import { SERVICE_PARTS } from '../backbone/tokens';
import { tellDrifts } from '../metrics/drift';
import { LeasedRuns } from '../runs/leased-runs';
import type { Books } from './books';
import { KeptVerifications, nameOf, type VerificationState } from './kept-verification';
import { Verification, type Drift } from './verification';

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

const MOST_KEPT = 1_000;
const NOTHING = { looked: 0, total: 0, ledgers: {}, found: 0, drifted: {}, drifts: [] };

/** Verifications of the books of this service: one at a time for each reach, in whatever process, by lease. */
@Injectable()
export class Verifications implements OnModuleDestroy {
  readonly kept: KeptVerifications;
  private readonly runs: LeasedRuns<VerificationState>;

  constructor(
    @Inject(SERVICE_PARTS) private readonly parts: ServiceParts,
    @Inject(SERVICE_DEFINITION) private readonly definition: ServiceDefinition,
    private readonly modules: ModuleRef,
  ) {
    this.kept = new KeptVerifications(parts.backbone, parts.clock);
    this.runs = new LeasedRuns(parts, 'verification');
  }

  /** Begins one, unless one of the same reach is under way: undefined then. */
  begin(asked: VerificationAsked): Promise<VerificationState | undefined> {
    const { backbone, clock } = this.parts;
    const { of, by, reason, settleMs, share } = asked;
    let verification: Verification | undefined;
    const work = async (signal: AbortSignal) => {
      verification = new Verification(this.books(), backbone, clock, { of, settleMs, share, signal });
      return foundBy(await verification.run());
    };
    const ended = (state: VerificationState) => this.tell(asked, state);
    const progress = () => verification?.progress ?? {};
    return this.runs.begin(nameOf(of), { by, reason, first: NOTHING, work, progress, ended });
  }

  /** Of the books. */
  names(): string[] {
    return this.books().map(({ name }) => name);
  }

  onModuleDestroy(): Promise<void> {
    return this.runs.stop();
  }

  private async tell({ of, ended }: VerificationAsked, { state, drifted, found }: VerificationState): Promise<void> {
    if (state === 'done') tellDrifts(this.names(), of, drifted);
    await ended?.(state === 'done' ? `${found} drifts` : state);
  }

  private books(): Books[] {
    return (this.definition.books ?? []).map((books) => this.modules.get(books, { strict: false }));
  }
}

function foundBy(drifts: readonly Drift[]): Pick<VerificationState, 'found' | 'drifted' | 'drifts'> {
  return { found: drifts.length, drifted: counted(drifts), drifts: drifts.slice(0, MOST_KEPT) };
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
