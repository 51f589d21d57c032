import { Inject, Injectable } from '@nestjs/common';
import { MASTER_KEYS, webhookSecretContext } from '@entrepot/platform';
import { MasterKeyRefused, openSecret, sealSecret, type MasterKeys } from '@entrepot/privacy';
import { MerchantBook } from './merchant-book';

/** Encrypts secrets of webhooks before anything keeps them, and knows them again. */
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

  /** Whether `secret` is what was sealed; false, too, where no master key opens that any more. */
  async isSame(merchantId: string, sender: string, { sealed, secret }: { sealed: string; secret: string }) {
    try {
      return (await openSecret(this.masters, sealed, webhookSecretContext(merchantId, sender))) === secret;
    } catch (error) {
      if (error instanceof MasterKeyRefused) return false;
      throw error;
    }
  }
}
