import { defineErrors } from '@entrepot/kernel';

/** Refusals of the operations doors, the same in every service. */
export const operationsErrors = defineErrors({
  'operations.not-found': { kind: 'not-found', message: 'There is no {what} {id}' },
  'operations.timer-stays': { kind: 'conflict', message: 'A timer cannot be given up: its stream says when it is due' },
  'operations.redrive-failed': { kind: 'conflict', message: 'It failed again: {reason}' },
});
