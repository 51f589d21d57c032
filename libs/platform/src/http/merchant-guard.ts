import { createHash } from 'node:crypto';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { DomainError } from '@entrepot/kernel';
import { OPEN } from './decorators';
import { contextOf } from './request-context';

/**
 * Lets a request in that shows an API key, and says whose it is. Keys are kept and looked up as SHA-256, so that neither memory
 * nor the time of an answer gives one away.
 */
@Injectable()
export class MerchantGuard implements CanActivate {
  private readonly merchants: ReadonlyMap<string, string>;

  /** `apiKeys` are `merchant:key`. */
  constructor(
    private readonly reflector: Reflector,
    apiKeys: readonly string[],
  ) {
    this.merchants = new Map(apiKeys.map(splitKey).map(([merchant, key]) => [digest(key), merchant]));
  }

  canActivate(host: ExecutionContext): boolean {
    if (host.getType() !== 'http') return true;
    if (this.reflector.getAllAndOverride<boolean>(OPEN, [host.getHandler(), host.getClass()])) return true;
    const context = contextOf(host);
    const match = /^Bearer +(\S+)$/i.exec(context.header('authorization') ?? '');
    const merchant = match?.[1] === undefined ? undefined : this.merchants.get(digest(match[1]));
    if (merchant === undefined) throw new DomainError('request.unauthenticated');
    context.merchantId = merchant;
    return true;
  }
}

function splitKey(entry: string): [merchant: string, key: string] {
  const colon = entry.indexOf(':');
  return [entry.slice(0, colon), entry.slice(colon + 1)];
}

function digest(key: string): string {
  return createHash('sha256').update(key).digest('base64');
}
