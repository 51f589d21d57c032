import { defineErrors, DomainError } from '@entrepot/kernel';

/** Refusals of the operations doors, the same in every service. */
export const operationsErrors = defineErrors({
  'operations.not-found': { kind: 'not-found', message: 'There is no {what} {id}' },
  'operations.timer-stays': { kind: 'conflict', message: 'A timer cannot be given up: its stream says when it is due' },
  'operations.redrive-failed': { kind: 'conflict', message: 'It failed again: {reason}' },
});

export function noInput(id: string): DomainError {
  return new DomainError('operations.not-found', { what: 'parked input', id });
}

export function noLetter(id: string): DomainError {
  return new DomainError('operations.not-found', { what: 'dead letter', id });
}
