import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DoorConfig } from '../config/service.config';
import { Admissions } from './admissions';
import { WebhookSecrets } from './webhook-secrets';

/** Which secrets prove a webhook. */
@Injectable()
export class WebhookTrust {
  private readonly fixedMerchants: ReadonlySet<string>;
  /** Nobody has it: what is signed for a merchant that does not exist is refused like any other wrong signature. */
  private readonly nobodys = randomBytes(32).toString('base64url');

  constructor(
    private readonly admissions: Admissions,
    private readonly secrets: WebhookSecrets,
    config: DoorConfig,
  ) {
    this.fixedMerchants = new Set(config.trust.fixedKeys.map(({ merchantId }) => merchantId));
  }

  /**
   * The secrets of a sender at a merchant, any of which may have signed; undefined: it has none, and those of the settings count. One
   * that has expired, or that cannot be opened, is still there: nothing takes its place before it is retired.
   */
  secretsOf(merchantId: string, sender: string): readonly string[] | undefined {
    const isKnown = this.admissions.knows(merchantId) || this.fixedMerchants.has(merchantId);
    return isKnown ? this.secrets.of(merchantId, sender) : [this.nobodys];
  }
}
