import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { contextOf } from '../http/request-context';

/** Who does something by hand, and for whom. */
export interface HandOf {
  readonly merchantId: string;
  /** Id of the API client. */
  readonly by: string;
}

/** The merchant and the API client behind the request, for what is written down in the audit trail. */
export const CalledBy = createParamDecorator((_: unknown, host: ExecutionContext): HandOf => {
  const { merchantId, caller } = contextOf(host);
  if (merchantId === undefined) throw new Error('@CalledBy() on an @Open() route: nobody is known there');
  return { merchantId, by: caller?.clientId ?? 'unknown' };
});
