import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { DomainError } from '@entrepot/kernel';
import type { ApiKeys } from './api-keys';
import { OPEN } from './decorators';
import { contextOf } from './request-context';

/** Lets a request in that shows an API key, and says whose it is; routes that are `@Open()` let everybody in. */
@Injectable()
export class MerchantGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly keys: ApiKeys,
  ) {}

  canActivate(host: ExecutionContext): boolean {
    if (host.getType() !== 'http') return true;
    if (this.reflector.getAllAndOverride<boolean>(OPEN, [host.getHandler(), host.getClass()])) return true;
    const context = contextOf(host);
    const merchant = this.keys.merchantOf(context.header('authorization'));
    if (merchant === undefined) throw new DomainError('request.unauthenticated');
    context.merchantId = merchant;
    return true;
  }
}
