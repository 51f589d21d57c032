import { createHash, timingSafeEqual } from 'node:crypto';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { Refusal } from '../domain/refusal';
import { SandboxConfig } from '../sandbox.config';

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function check(host: ExecutionContext, key: string): boolean {
  const shown = host.switchToHttp().getRequest<Request>().headers.authorization ?? '';
  if (timingSafeEqual(digest(shown), digest(`Bearer ${key}`))) return true;
  throw new Refusal(401, 'unauthorised', 'Show your API key as bearer token.');
}

@Injectable()
export class PspKeyGuard implements CanActivate {
  constructor(private readonly config: SandboxConfig) {}

  canActivate(host: ExecutionContext): boolean {
    return check(host, this.config.pspApiKey);
  }
}

@Injectable()
export class CarrierKeyGuard implements CanActivate {
  constructor(private readonly config: SandboxConfig) {}

  canActivate(host: ExecutionContext): boolean {
    return check(host, this.config.carrierApiKey);
  }
}
