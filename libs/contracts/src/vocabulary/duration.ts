import { HasForm } from './form';

const DURATION = '^P(?=[0-9T])(?:([0-9]{1,5})D)?(?:T(?=[0-9])(?:([0-9]{1,6})H)?(?:([0-9]{1,7})M)?(?:([0-9]{1,9})S)?)?$';
const PARTS = new RegExp(DURATION);
const SECOND = 1_000;
const UNITS = [24 * 60 * 60 * SECOND, 60 * 60 * SECOND, 60 * SECOND, SECOND];

/** A length of time, ISO 8601 with days, hours, minutes and seconds: `PT15M`, `P1DT12H`. */
export function Duration(): PropertyDecorator {
  return HasForm({ pattern: DURATION, says: 'be a duration such as PT15M or P1DT12H (ISO 8601, days to seconds)' });
}

/** Milliseconds of a duration that `@Duration()` accepts. Throws for any other text. */
export function durationMs(text: string): number {
  const match = PARTS.exec(text);
  if (match === null) throw new Error(`not a duration: ${text}`);
  return UNITS.reduce((sum, unit, index) => sum + unit * Number(match[index + 1] ?? 0), 0);
}
