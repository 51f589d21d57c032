import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import type { ClassRef } from '@entrepot/contracts';

export const ANSWERS = 'entrepot:answers';

export interface AnswersOptions {
  /** Default 200. */
  readonly status?: number;
  /** When this answer is given, for people. */
  readonly description?: string;
}

/** Says in `/openapi.json` what a route answers: a contract class, whose generated schema is used. */
export function Answers(body: new (...args: never[]) => object, options: AnswersOptions = {}): MethodDecorator {
  const { status = 200, description = '' } = options;
  return applyDecorators(
    SetMetadata<string, ClassRef>(ANSWERS, body),
    ApiResponse({ status, description, type: body }),
  );
}
