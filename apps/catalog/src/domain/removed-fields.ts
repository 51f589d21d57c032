import { DomainError, type FieldError } from '@entrepot/kernel';

/** `known` with what is told, and without what is to be removed. Refuses names that are no field, or a field that is told too. */
export function changedFields<T extends object>(
  known: T,
  told: Partial<T>,
  { remove = [], removable }: { readonly remove?: readonly string[]; readonly removable: readonly string[] },
): T {
  remove.forEach((name, index) => {
    const field = `remove[${index}]`;
    if (!removable.includes(name)) refuse({ field, rule: 'words', message: `must be one of ${removable.join(', ')}` });
    if (told[name as keyof T] !== undefined) {
      refuse({ field, rule: 'exclusive', message: `${name} is given and removed at once` });
    }
  });
  const entries = Object.entries({ ...known, ...told }).filter(([name]) => !remove.includes(name));
  return Object.fromEntries(entries) as T;
}

function refuse(error: FieldError): never {
  throw new DomainError('product.field-invalid', {}, [error]);
}
