import { withSourcePlaces } from './source-places';

/** Never written, whatever they hold. */
const SECRET =
  /^(authorization|cookie|set-cookie|x-api-key)$|secret|password|token$|apikey|cardnumber|^pan$|^cvc$|^cvv$/i;
const PHONE = /phone|mobile/i;
/** Fields that hold personal data wherever they occur; contracts name more. */
const ALWAYS_PERSONAL = ['email', 'phone', 'recipient', 'street', 'addressLine', 'firstName', 'lastName', 'fullName'];
const DEEPEST = 8;
const LONGEST_TEXT = 4_000;

/** Copies what is to be logged with personal data masked and secrets left out. Never throws and never changes its input. */
export class Masking {
  private readonly always: ReadonlySet<string> = new Set(ALWAYS_PERSONAL);
  private readonly inside: ReadonlySet<string>;

  /** `personalFields`: names of contract fields such as `city`, masked inside of objects; at the top of a line they are ours. */
  constructor(personalFields: Iterable<string>) {
    this.inside = new Set(personalFields);
  }

  mask(value: unknown, depth = 0): unknown {
    if (typeof value === 'string') return maskText(value);
    if (typeof value !== 'object' || value === null) return value;
    if (depth >= DEEPEST) return '[deep]';
    if (value instanceof Error) return this.maskError(value, depth);
    if (value instanceof Date) return value.toISOString();
    if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
    if (Array.isArray(value)) return value.slice(0, 100).map((entry) => this.mask(entry, depth + 1));
    return this.maskFields(Object.entries(value), depth);
  }

  private maskFields(fields: [string, unknown][], depth: number): Record<string, unknown> {
    return Object.fromEntries(fields.map(([name, value]) => [name, this.maskField(name, value, depth)]));
  }

  private maskField(name: string, value: unknown, depth: number): unknown {
    if (value === undefined || value === null) return value;
    if (SECRET.test(name)) return '[secret]';
    if (PHONE.test(name) && typeof value === 'string') return hideLastFour(value);
    const isPersonal = this.always.has(name) || (depth > 0 && this.inside.has(name));
    return isPersonal ? '[personal]' : this.mask(value, depth + 1);
  }

  private maskError(error: Error, depth: number): Record<string, unknown> {
    const { name, message, stack, cause } = error;
    const more = Object.entries(error).filter(([key]) => !['name', 'message', 'stack', 'cause'].includes(key));
    return {
      type: name,
      message: maskText(message),
      stack: stack === undefined ? undefined : maskText(withSourcePlaces(stack)),
      ...this.maskFields(more, depth),
      ...(cause === undefined ? {} : { cause: this.mask(cause, depth + 1) }),
    };
  }
}

/** `+55 11 9****` for `+55 11 91234`: enough to recognise, not enough to call. */
export function hideLastFour(phone: string): string {
  let hidden = 0;
  return [...phone]
    .reverse()
    .map((character) => (/\d/.test(character) && hidden < 4 ? ((hidden += 1), '*') : character))
    .reverse()
    .join('');
}

/** Written by hand into a sentence, these are recognised by their form; anything else is masked by the name of its field. */
const EMAIL = /[^\s@<>"'(),:;=]+@[^\s@<>"'(),:;=/]+\.\p{L}{2,}/gu;
const PHONE_NUMBER = /(?<![\w.-])\+\d[\d ().-]{6,18}\d(?!\w)/g;

/** A sentence without what must not be read in it: card numbers, e-mail addresses, the last digits of phone numbers. */
export function maskText(text: string): string {
  const short = text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}...` : text;
  const named = short.includes('@') ? short.replace(EMAIL, '[email]') : short;
  const called = named.includes('+') ? named.replace(PHONE_NUMBER, hideLastFour) : named;
  return called.replace(/(?<![\w-])\d(?:[ -]?\d){12,18}(?![\w-])/g, (digits) =>
    passesLuhn(digits) ? '[card]' : digits,
  );
}

/** The check digit of card numbers (ISO/IEC 7812): other long numbers stay readable. */
function passesLuhn(text: string): boolean {
  const digits = [...text.replace(/\D/g, '')].reverse().map(Number);
  const total = digits.reduce((sum, digit, index) => {
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    return sum + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return total % 10 === 0;
}
