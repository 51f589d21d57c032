import { DomainError } from '@entrepot/kernel';
import type { Attribute } from './product-parts';

/** Refuses a name that is given twice; `path` is where the list stands in the request. */
export function requireAttributes(attributes: readonly Attribute[] = [], path: string): void {
  const names = attributes.map(({ name }) => name);
  const twice = names.findIndex((name, index) => names.indexOf(name) !== index);
  if (twice === -1) return;
  const error = { field: `${path}[${twice}].name`, rule: 'unique', message: 'is given twice' };
  throw new DomainError('variant.attribute-repeated', { name: names[twice] }, [error]);
}
