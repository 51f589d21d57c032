import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiResponse } from '@nestjs/swagger';

export interface AnswersOptions {
  /** Default 200. */
  readonly status?: number;
  /** When this answer is given, for people. */
  readonly description?: string;
}

/** Says in `/openapi.json` what a route answers: a contract class, whose generated schema is used. Several are allowed. */
export function Answers(body: new (...args: never[]) => object, options: AnswersOptions = {}): MethodDecorator {
  const { status = 200, description = '' } = options;
  return applyDecorators(ApiExtraModels(body), ApiResponse({ status, description, type: body }));
}
