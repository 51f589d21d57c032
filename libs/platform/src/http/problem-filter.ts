import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { DomainError } from '@entrepot/kernel';
import type { Request, Response } from 'express';
import { allowedMethods } from './allowed-methods';
import type { Problems } from './problem';
import { findContext } from './request-context';

/** Turns whatever a request ended with into a problem document. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('http');

  constructor(private readonly problems: Problems) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<Request>();
    const response = http.getResponse<Response>();
    const translated = translate(error, request, response);
    const answer = this.problems.answer(translated, findContext(request)?.trace.traceId);
    if (answer.unexpected) {
      this.logger.error('a request failed', { method: request.method, path: request.path, err: error });
    }
    // Half an answer is out already: the caller must see that it is broken.
    if (response.headersSent) {
      response.destroy();
      return;
    }
    response.set(answer.headers).status(answer.document.status).type('application/problem+json');
    response.send(JSON.stringify(answer.document));
  }
}

/** Nest's own exceptions in our words. What is none of them stays as it is. */
function translate(error: unknown, request: Request, response: Response): unknown {
  if (!(error instanceof HttpException)) return error;
  const status = error.getStatus();
  if (status === 404) return unknownRoute(request, response);
  if (status === 400) return new DomainError('request.malformed', { reason: error.message });
  return error;
}

function unknownRoute(request: Request, response: Response): DomainError {
  const methods = allowedMethods(request);
  const { path, method } = request;
  if (methods.length === 0) return new DomainError('request.route-unknown', { path });
  response.set('Allow', methods.join(', '));
  return new DomainError('request.method-not-allowed', { path, method });
}
