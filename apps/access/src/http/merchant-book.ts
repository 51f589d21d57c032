import { Injectable } from '@nestjs/common';
import { OPERATOR, PLATFORM_SCOPE } from '@entrepot/contracts/access';
import { Streams } from '@entrepot/eventstore';
import { DomainError } from '@entrepot/kernel';
import { MerchantStream } from '../domain/merchant';

/** How long a caller waits for the commit, milliseconds. */
export const DEADLINE_MS = 10_000;

/** Which merchants there are, asked before something is made for one. */
@Injectable()
export class MerchantBook {
  constructor(private readonly streams: Streams) {}

  /** A client that is the operator's own says so by a scope that no other can have. Throws as `refuseUnknown` does. */
  async refuseUnknownFor(merchantId: string, scopes: readonly string[]): Promise<void> {
    if (merchantId === OPERATOR && scopes.includes(PLATFORM_SCOPE)) return;
    await this.refuseUnknown(merchantId);
  }

  /** Throws `merchant.not-named` where the operator left out for whom it acts, and `merchant.not-found`. */
  async refuseUnknown(merchantId: string): Promise<void> {
    if (merchantId === OPERATOR) throw new DomainError('merchant.not-named');
    const { version } = await this.streams.read(MerchantStream, OPERATOR, merchantId);
    if (version === 0) throw new DomainError('merchant.not-found', { merchantId });
  }
}
