import { Inject, Injectable } from '@nestjs/common';
import { MASTER_KEYS, webhookSecretContext } from '@entrepot/platform';
import { sealSecret, type MasterKeys } from '@entrepot/privacy';
import { MerchantBook } from './merchant-book';

/** Encrypts secrets of webhooks before anything keeps them. */
@Injectable()
export class SecretBox {
  constructor(
    @Inject(MASTER_KEYS) private readonly masters: MasterKeys,
    private readonly merchants: MerchantBook,
  ) {}

  /** Opens only as the secret of this sender at this merchant, which has to exist: else `merchant.not-found`. */
  async seal(merchantId: string, sender: string, secret: string): Promise<string> {
    await this.merchants.refuseUnknown(merchantId);
    return sealSecret(this.masters, secret, webhookSecretContext(merchantId, sender));
  }
}
