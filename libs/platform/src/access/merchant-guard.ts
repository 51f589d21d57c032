import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { isOpaqueId } from '@entrepot/contracts';
import { PLATFORM_SCOPE } from '@entrepot/contracts/access';
import { EVERY_MERCHANT } from '@entrepot/eventstore';
import { DomainError } from '@entrepot/kernel';
import type { Request } from 'express';
import { OPEN } from '../http/decorators';
import { contextOf, type RequestContext } from '../http/request-context';
import type { ApiKeys } from './api-keys';
import { mayUse, type Caller } from './caller';
import { SCOPE, scopeOf } from './scopes';

/**
 * Lets a request in that shows a key with the scope of its route, and says whose it is; routes that are `@Open()` let everybody in.
 * A guard, not a middleware: it sees the route that Nest will run, so no spelling of a path leads around it.
 */
@Injectable()
export class MerchantGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly keys: ApiKeys,
    private readonly service: string,
  ) {}

  canActivate(host: ExecutionContext): boolean {
    if (host.getType() !== 'http' || this.declared<boolean>(OPEN, host)) return true;
    const context = contextOf(host);
    const caller = this.keys.callerOf(context.header('authorization'));
    if (caller === undefined) throw new DomainError('request.unauthenticated');
    const { method } = host.switchToHttp().getRequest<Request>();
    const scope = scopeOf({ declared: this.declared<string>(SCOPE, host), service: this.service, method });
    const isOfAll = scope === PLATFORM_SCOPE;
    // What is about all merchants is done as the operator, whomever the header names.
    const merchantId = isOfAll ? caller.merchantId : merchantOf(caller, context);
    context.admit({ ...caller, merchantId }, isOfAll ? EVERY_MERCHANT : merchantId);
    if (!mayUse(caller, scope)) throw new DomainError('request.scope-missing', { scope });
    return true;
  }

  private declared<T>(key: string, host: ExecutionContext): T | undefined {
    return this.reflector.getAllAndOverride<T | undefined>(key, [host.getHandler(), host.getClass()]);
  }
}

function merchantOf({ acrossMerchants, merchantId }: Caller, context: RequestContext): string {
  const named = acrossMerchants ? context.header('entrepot-merchant') : undefined;
  if (named === undefined) return merchantId;
  if (!isOpaqueId(named)) throw new DomainError('request.merchant-invalid');
  return named;
}
