import { compiledValidator, findEventContract, type ClassRef } from '@entrepot/contracts';
import type { AnyEvent, FieldError } from '@entrepot/kernel';

/**
 * The faults of an event that is about to be recorded. Strict: what a contract does not name cannot be published, and personal
 * data that is not sealed cannot either.
 */
export function outgoingFaults(event: AnyEvent): readonly FieldError[] {
  const contract = findEventContract(event.type);
  if (contract === undefined) return [{ field: 'type', rule: 'contract', message: `${event.type} has no contract` }];
  return compiledValidator(contract.eventClass as ClassRef, { strict: true, personal: 'sealed' })(event);
}
