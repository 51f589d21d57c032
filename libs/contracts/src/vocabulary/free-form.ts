import { ValidateBy } from 'class-validator';

/** Name of the constraint under which class-validator and the schema converter find a free-form field. */
export const FREE_FORM = 'entrepotFreeForm';

/** Deep enough for every honest use, and far from where stores and stacks give up. */
const DEEPEST = 20;

/** Any JSON object, nested at most 20 deep, of field names that every store keeps: passed on as it is, never interpreted. */
export function FreeForm(): PropertyDecorator {
  return ValidateBy({
    name: FREE_FORM,
    validator: {
      validate: isFreeForm,
      defaultMessage: () => `$property must ${FREE_FORM_SAYS}`,
    },
  });
}

export const FREE_FORM_SAYS = `be an object, nested at most ${DEEPEST} deep`;

/** An object whose content can be stored, hashed and sent on: not too deep, no field name that is special somewhere. */
export function isFreeForm(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  let level: readonly object[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth === DEEPEST || level.some(hasSpecialName)) return false;
    level = level.flatMap((holder) => Object.values(holder).filter(isHolder));
  }
  return true;
}

function isHolder(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function hasSpecialName(holder: object): boolean {
  return Object.keys(holder).some((name) => name === '__proto__' || name.includes('\u0000'));
}
