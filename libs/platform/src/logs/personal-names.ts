import { loadAllContracts, personalFields, type ClassRef } from '@entrepot/contracts';

/** Names of all contract fields that hold personal data, whatever object they stand in. */
export function personalNames(): ReadonlySet<string> {
  const classes = Object.values(loadAllContracts())
    .flatMap((owner) => Object.values(owner))
    .filter(isClass);
  return new Set(classes.flatMap((contract) => personalFields(contract)).map((path) => path.split('.').at(-1) ?? path));
}

function isClass(value: unknown): value is ClassRef {
  return typeof value === 'function' && value.prototype !== undefined;
}
