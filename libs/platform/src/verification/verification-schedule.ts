import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { EVERY_MERCHANT } from '@entrepot/eventstore';
import { SERVICE_DEFINITION, type ServiceDefinition } from '../backbone/service-definition';
import { ServiceConfig } from '../config/service.config';
import { tellDrifts } from '../metrics/drift';
import { Verifications } from './verifications';

const AN_HOUR_MS = 3_600_000;
const LOOK_EVERY_MS = 60_000;
const SETTLE_MS = 30_000;
/** Nobody waits for it. */
const SHARE = 0.1;

/** Has the books of all merchants verified at intervals, by one process of the service, and tells what the last time found. */
@Injectable()
export class VerificationSchedule implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('verification');
  private timer?: NodeJS.Timeout;
  private toldOf?: string;

  constructor(
    private readonly verifications: Verifications,
    private readonly config: ServiceConfig,
    @Inject(SERVICE_DEFINITION) private readonly definition: ServiceDefinition,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.look(), LOOK_EVERY_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** Every process tells alike, whichever has verified. */
  async look(): Promise<void> {
    try {
      const { kept } = this.verifications;
      const last = await kept.last(EVERY_MERCHANT);
      const { endedAt, state, drifted = {} } = last ?? {};
      if (state === 'done' && endedAt !== undefined && endedAt !== this.toldOf) {
        this.toldOf = endedAt;
        tellDrifts(this.verifications.names(), EVERY_MERCHANT, drifted, Date.parse(endedAt));
      }
      if (await this.isDue(last?.startedAt, state)) await this.begin();
    } catch (err) {
      this.logger.warn('the books cannot be verified now', { err });
    }
  }

  private async isDue(startedAt: string | undefined, state: string | undefined): Promise<boolean> {
    const everyMs = this.config.verifyEveryHours * AN_HOUR_MS;
    if (everyMs === 0 || state === 'running') return false;
    const { kept } = this.verifications;
    const since = startedAt ?? (await kept.known());
    return Date.parse(kept.now()) - Date.parse(since) >= everyMs;
  }

  private async begin(): Promise<void> {
    const { name } = this.definition;
    const terms = { of: EVERY_MERCHANT, by: 'schedule', settleMs: SETTLE_MS, share: SHARE } as const;
    if ((await this.verifications.begin(terms)) !== undefined)
      this.logger.log('the books are verified', { service: name });
  }
}
