import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { DomainError } from '@entrepot/kernel';
import { IDEMPOTENT } from './decorators';
import { contextOf } from './request-context';

/** Asks for the idempotency key where it is required. */
@Injectable()
export class IdempotencyGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(host: ExecutionContext): boolean {
    const isRequired = this.reflector.get<boolean>(IDEMPOTENT, host.getHandler());
    if (isRequired && contextOf(host).idempotencyKey() === undefined) {
      throw new DomainError('request.idempotency-key-missing');
    }
    return true;
  }
}
