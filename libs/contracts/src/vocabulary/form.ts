import { buildMessage, ValidateBy, type ValidationOptions } from 'class-validator';

/** Name of the constraint under which class-validator keeps a form, and under which the schema converter finds it. */
export const FORM = 'entrepotForm';

/**
 * A form that a text must have. `pattern` follows JSON Schema: Unicode, not anchored by itself; lengths count code
 * points. `format` names a check that a pattern cannot express; `words` are the only texts allowed. `says` completes
 * the sentence "the field must ...".
 */
export interface Form {
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly format?: 'date-time';
  readonly words?: readonly string[];
  readonly says: string;
}

/** The text must have this form: the class-validator half of what the compiled schema checks. */
export function HasForm(form: Form, options?: ValidationOptions): PropertyDecorator {
  const accepts = acceptor(form);
  return ValidateBy(
    {
      name: FORM,
      constraints: [form],
      validator: {
        validate: (value: unknown): boolean => typeof value === 'string' && accepts(value),
        defaultMessage: buildMessage((each) => `${each}$property must ${form.says}`, options),
      },
    },
    options,
  );
}

function acceptor(form: Form): (text: string) => boolean {
  const { minLength = 0, maxLength = Infinity } = form;
  const pattern = new RegExp(form.pattern ?? '', 'u');
  const words = form.words === undefined ? undefined : new Set(form.words);
  return (text) => {
    if (!hasLength(text, minLength, maxLength) || !pattern.test(text)) return false;
    if (words !== undefined && !words.has(text)) return false;
    return form.format === undefined || isRfc3339(text);
  };
}

const RFC_3339 = /^\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;
const DAYS = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * A point in time per RFC 3339 with `Z` or an offset, upper case `T` and `Z`. Leap seconds (`:60`) are refused:
 * no clock of this system can hold them. So is what lies outside the years 0000 to 9999 in UTC, where times are recorded: texts of other
 * years begin with a sign and compare as no moment does.
 */
export function isRfc3339(text: string): boolean {
  if (!RFC_3339.test(text)) return false;
  const month = Number(text.slice(5, 7));
  const day = Number(text.slice(8, 10));
  if (day === 29 && month === 2) return isLeapYear(Number(text.slice(0, 4)));
  return day >= 1 && day <= (DAYS[month] ?? 0) && isWithinYears(text);
}

function isWithinYears(text: string): boolean {
  if (!text.startsWith('9999-12-31') && !text.startsWith('0000-01-01')) return true;
  const year = new Date(text).getUTCFullYear();
  return year >= 0 && year <= 9999;
}

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** Whether a text has `min` to `max` code points; counts them only where the number of code units leaves it open. */
export function hasLength(text: string, min: number, max: number): boolean {
  const units = text.length;
  if (units < min || units > 2 * max) return false;
  if (units >= 2 * min && units <= max) return true;
  const points = [...text].length;
  return points >= min && points <= max;
}
