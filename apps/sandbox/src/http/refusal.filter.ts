import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Response } from 'express';
import { Refusal } from '../domain/refusal';

/** The error shape of the stand-ins' own APIs: `{error: {code, message}}`. */
@Catch(Refusal)
export class RefusalFilter implements ExceptionFilter<Refusal> {
  catch({ status, code, message }: Refusal, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    if (response.destroyed || response.headersSent) return;
    response.status(status).json({ error: { code, message } });
  }
}
