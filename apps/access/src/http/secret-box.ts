import { Inject, Injectable } from '@nestjs/common';
import { MASTER_KEYS, webhookSecretContext } from '@entrepot/platform';
import { sealSecret, type MasterKeys } from '@entrepot/privacy';

/** Encrypts secrets of webhooks before anything keeps them. */
@Injectable()
export class SecretBox {
  constructor(@Inject(MASTER_KEYS) private readonly masters: MasterKeys) {}

  /** Opens only as the secret of this sender at this merchant. */
  seal(merchantId: string, sender: string, secret: string): Promise<string> {
    return sealSecret(this.masters, secret, webhookSecretContext(merchantId, sender));
  }
}
