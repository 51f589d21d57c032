import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Reach } from '@entrepot/eventstore';
import { DomainError } from '@entrepot/kernel';
import { contextOf } from '../http/request-context';

/** Who does something by hand, and to whose things. */
export interface HandOf {
  /** In whose audit trail it is written down: the operator's, for what is about all merchants. */
  readonly merchantId: string;
  /** Id of the API client. */
  readonly by: string;
  /** Of all merchants on doors that ask for the platform's scope, else the own ones. */
  readonly of: Reach;
}

/** The merchant and the API client behind the request, for what is written down in the audit trail. */
export const CalledBy = createParamDecorator((_: unknown, host: ExecutionContext): HandOf => {
  const { merchantId, caller, reach } = contextOf(host);
  if (merchantId === undefined || reach === undefined) {
    throw new Error('@CalledBy() on an @Open() route: nobody is known there');
  }
  return { merchantId, by: caller?.clientId ?? 'unknown', of: reach };
});

/** Those of one merchant, where a caller asks for them. Throws `request.invalid` for a merchant that is none of the caller's. */
export function narrowed({ of }: HandOf, merchantId: string | undefined): Reach {
  if (merchantId === undefined || merchantId === of) return of;
  if (typeof of === 'symbol') return merchantId;
  throw new DomainError('request.invalid', {}, [
    { field: 'merchantId', rule: 'own', message: 'must be your own merchant, or left out' },
  ]);
}
