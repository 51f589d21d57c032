import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { masterKeyIdOf, type KeyStore, type MasterKeys } from '@entrepot/privacy';
import { KEY_STORE, MASTER_KEYS } from '../backbone/tokens';
import { Vitals } from '../health/vitals';
import { tellMasterKeys } from '../metrics/master-keys';

/** All keys are looked through for it, beside those who serve: no longer than this. */
const PATIENCE_MS = 5_000;

/**
 * Says at the start, in the log and in `/health`, when there are data keys that no master key of this process opens: a line was taken out
 * too early, or this is the file of another system. The service works all the same, but for the persons of these keys.
 */
@Injectable()
export class MissingMasterKeys implements OnApplicationBootstrap {
  private readonly logger = new Logger('privacy');

  constructor(
    @Inject(MASTER_KEYS) private readonly masters: MasterKeys,
    @Inject(KEY_STORE) private readonly store: KeyStore,
    private readonly vitals: Vitals,
  ) {}

  onApplicationBootstrap(): void {
    void this.look().catch((err: unknown) => this.logger.warn('data keys cannot be looked through now', { err }));
  }

  async look(): Promise<void> {
    const ids = await this.masters.ids();
    tellMasterKeys(ids);
    const stranger = await this.store.stranger(ids, PATIENCE_MS);
    if (stranger === undefined) return;
    const missing = masterKeyIdOf(stranger.wrapped);
    const warning =
      `MASTER_KEY_FILE: holds no master key ${missing}, which wraps data keys: what they seal cannot be read here; ` +
      'put its line back and restart, and rewrap before it is taken out';
    this.vitals.warnings = [...this.vitals.warnings, warning];
    this.logger.error(warning);
  }
}
