/**
 * Loads the contracts of every owner, so that the registry knows all events and topics, and returns what each owner
 * exports. At run time, not as an import above: owners themselves import this library.
 */
export function loadAllContracts(): Readonly<Record<string, Readonly<Record<string, unknown>>>> {
  const { owners } = require('./owners') as typeof import('./owners');
  return owners;
}
