import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { DomainError } from '@entrepot/kernel';
import type { Response } from 'express';
import { map, type Observable } from 'rxjs';
import { Answer } from './answer';
import { IDEMPOTENT } from './decorators';
import { contextOf } from './request-context';

/** Asks for the idempotency key where it is required, and writes status and headers of an `Answer`. */
@Injectable()
export class AnswerInterceptor implements NestInterceptor {
  constructor(private readonly reflector: Reflector) {}

  intercept(host: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (this.reflector.get<boolean>(IDEMPOTENT, host.getHandler()) && contextOf(host).idempotencyKey() === undefined) {
      throw new DomainError('request.idempotency-key-missing');
    }
    return next.handle().pipe(map((value: unknown) => (value instanceof Answer ? write(host, value) : value)));
  }
}

function write(host: ExecutionContext, answer: Answer): unknown {
  const response = host.switchToHttp().getResponse<Response>();
  response.status(answer.status).set(answer.headers);
  return answer.body;
}
