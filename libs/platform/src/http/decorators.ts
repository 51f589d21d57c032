import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import { DomainError } from '@entrepot/kernel';
import { contextOf, type HttpCause } from './request-context';

export const OPEN = 'entrepot:open';
export const IDEMPOTENT = 'entrepot:idempotent';
export const IF_MATCH = 'entrepot:if-match';

/**
 * This route (or controller) is entered without an API key: a webhook door, which proves its caller by signature.
 * `@MerchantId()` does not work there; take the merchant from the path.
 */
export const Open = (): MethodDecorator & ClassDecorator => SetMetadata(OPEN, true);

/** This route creates or moves something: the header `Idempotency-Key` is required (1 to 128 printable characters). */
export const Idempotent = (): MethodDecorator => SetMetadata(IDEMPOTENT, true);

/** The merchant whose API key the caller showed, or whom an operator named. */
export const MerchantId = createParamDecorator((_: unknown, host: ExecutionContext): string => {
  const { merchantId } = contextOf(host);
  if (merchantId === undefined) throw new Error('@MerchantId() on an @Open() route: take the merchant from the path');
  return merchantId;
});

/**
 * Where this request came from, for `Commands.handle`: source `http:<METHOD> <route>`, the idempotency key, the hash of
 * path and body, the trace. Without an `Idempotency-Key` (allowed where the route is not `@Idempotent()`) the key is random.
 */
export const RequestCause = createParamDecorator((_: unknown, host: ExecutionContext): HttpCause => {
  return contextOf(host).cause();
});

const Matched = createParamDecorator((_: unknown, host: ExecutionContext): number | undefined => {
  const header = contextOf(host).header('if-match');
  if (header === undefined || header === '*') return undefined;
  const match = /^(?:W\/)?"(\d{1,10})(?:-[0-9a-z]{1,64})?"$/.exec(header.trim());
  if (match === null) throw new DomainError('request.if-match-invalid', { header });
  return Number(match[1]);
});

/** The version that the caller expects (`If-Match: "3"`, or `"3-erased"`), undefined when it does not say. A header of another form is a 400. */
export const IfMatch = (): ParameterDecorator => Matched(IF_MATCH);
