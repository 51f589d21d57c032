import type { NextFunction, Request, Response } from 'express';

/**
 * Sees every request before its body is read, for a process that hands bodies on as they come. A module that provides a class
 * under this token gets the requests; what it does not answer itself it gives to `next`. The trace is open by then.
 */
export abstract class PassThrough {
  abstract handle(request: Request, response: Response, next: NextFunction): void;
}
