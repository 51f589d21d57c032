export type ErrorKind = 'invalid' | 'forbidden' | 'not-found' | 'conflict' | 'stale' | 'unavailable';

/** One field that broke a rule. `field` is a JSON path such as `lines[0].quantity`. */
export interface FieldError {
  readonly field: string;
  readonly rule: string;
  readonly message: string;
}

/** A refusal. Its code is looked up in the service's registry; there are no subclasses. */
export class DomainError extends Error {
  constructor(
    readonly code: string,
    readonly details: Readonly<Record<string, unknown>> = {},
    readonly errors: readonly FieldError[] = [],
  ) {
    super(code);
    this.name = 'DomainError';
  }
}

/** What a refusal code means. `message` may name details in braces: `No order {orderId}`. */
export interface ErrorDefinition {
  readonly kind: ErrorKind;
  readonly message: string;
}

export type ErrorRegistry = Readonly<Record<string, ErrorDefinition>>;

/** Declares a service's refusal codes; every code starts with the service's noun (`order.not-found`). */
export function defineErrors<R extends ErrorRegistry>(registry: R): R {
  return registry;
}

/** The message of a definition with `{detail}` filled in. */
export function describeError(definition: ErrorDefinition, details: Readonly<Record<string, unknown>>): string {
  return definition.message.replace(/\{(\w+)\}/g, (whole, name: string) =>
    details[name] === undefined ? whole : inWords(details[name]),
  );
}

function inWords(value: unknown): string {
  if (Array.isArray(value)) return value.map(inWords).join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
