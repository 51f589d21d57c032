import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { ServiceParts } from '@entrepot/messaging';
import {
  Rewrapping,
  WrappedDataKeys,
  type KeyStore,
  type MasterKeys,
  type RewrapProgress,
  type WrappedSecrets,
} from '@entrepot/privacy';
import { SERVICE_DEFINITION, type ServiceDefinition } from '../backbone/service-definition';
import { KEY_STORE, MASTER_KEYS, SERVICE_PARTS } from '../backbone/tokens';
import { Breather } from '../runs/breather';
import type { RunState } from '../runs/kept-runs';
import { LeasedRuns } from '../runs/leased-runs';

/** What is known of a rewrap, in whatever process it runs. */
export interface RewrapState extends RunState, RewrapProgress {
  readonly dryRun: boolean;
}

export interface RewrapAsked {
  readonly dryRun: boolean;
  readonly by: string;
  readonly reason?: string | undefined;
  /** Runs when it has ended, however it did. */
  readonly ended?: (state: RewrapState) => Promise<void>;
}

/** Half of the time is left to those who serve. */
const SHARE = 0.5;
const NOTHING: RewrapProgress = { looked: 0, total: 0, places: {} };

const nameOf = (dryRun: boolean) => (dryRun ? 'rewrap-dry' : 'rewrap');

/** Has everything of the system that an older master key has wrapped wrapped by the newest one: one rewrap at a time, in whatever process of the service. */
@Injectable()
export class Rewraps implements OnModuleDestroy {
  private readonly runs: LeasedRuns<RewrapState>;

  constructor(
    @Inject(SERVICE_PARTS) private readonly parts: ServiceParts,
    @Inject(SERVICE_DEFINITION) private readonly definition: ServiceDefinition,
    @Inject(MASTER_KEYS) private readonly masters: MasterKeys,
    private readonly modules: ModuleRef,
  ) {
    this.runs = new LeasedRuns(parts, 'rewrap');
  }

  /** Begins one, unless one of the same sort is under way: undefined then. */
  begin({ dryRun, by, reason, ended }: RewrapAsked): Promise<RewrapState | undefined> {
    const { clock } = this.parts;
    let rewrapping: Rewrapping | undefined;
    const work = async (signal: AbortSignal) => {
      const breather = new Breather({ clock, share: SHARE, signal });
      const rest = (workedMs: number) => breather.leaveTime(workedMs);
      rewrapping = new Rewrapping(this.places(), this.masters, { dryRun, rest });
      await rewrapping.run();
      return {};
    };
    const first = { dryRun, ...NOTHING };
    const progress = () => rewrapping?.progress ?? NOTHING;
    return this.runs.begin(nameOf(dryRun), { by, reason, first, work, progress, ...(ended && { ended }) });
  }

  last(dryRun: boolean): Promise<RewrapState | undefined> {
    return this.runs.kept.last(nameOf(dryRun));
  }

  onModuleDestroy(): Promise<void> {
    return this.runs.stop();
  }

  private places(): WrappedSecrets[] {
    const keys = this.modules.get<KeyStore>(KEY_STORE, { strict: false });
    const others = this.definition.personalData?.rewraps ?? [];
    return [new WrappedDataKeys(keys), ...others.map((place) => this.modules.get(place, { strict: false }))];
  }
}
