import type { Problem } from '@entrepot/contracts/shared';
import type { DomainError, FieldError } from '@entrepot/kernel';
import { detailOf, statusOf } from '../domain/refusals';

const MOST_ERRORS = 100;

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  412: 'Precondition Failed',
  422: 'Unprocessable Entity',
  503: 'Service Unavailable',
};

/** A refusal as the problem document that the HTTP door would answer with. */
export function problemOf(error: DomainError): Problem {
  const { code, errors } = error;
  const status = statusOf(code) ?? 400;
  return {
    type: `urn:entrepot:problem:${code}`,
    title: TITLES[status] ?? 'Problem',
    status,
    code,
    detail: readable(detailOf(error), 8_000) ?? 'The message breaks its contract',
    ...(errors.length > 0 && { errors: errors.slice(0, MOST_ERRORS).map(fieldError) }),
  };
}

function fieldError({ field, rule, message }: FieldError) {
  return {
    field: readable(field, 1_000) ?? '',
    rule: readable(rule, 64) ?? 'rule',
    message: readable(message, 8_000) ?? '-',
  };
}

/** What a stranger wrote, as far as it can be passed on: control characters replaced, cut to length; undefined when nothing is left. */
export function readable(value: unknown, max = 200): string | undefined {
  if (typeof value !== 'string') return undefined;
  const characters = [...value.replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/gu, '?')];
  const text = characters.slice(0, max).join('').trim();
  return text === '' ? undefined : text;
}
