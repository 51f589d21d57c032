import { InvalidArgumentError } from 'commander';
import { durationMs } from '@entrepot/contracts';

export function wholeNumber(from: number, to: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (Number.isInteger(value) && value >= from && value <= to) return value;
    throw new InvalidArgumentError(`give a whole number from ${from} to ${to}`);
  };
}

/** An ISO 8601 duration, as the doors take it. */
export function duration(text: string): string {
  try {
    durationMs(text);
    return text;
  } catch {
    throw new InvalidArgumentError('give an ISO 8601 duration such as PT30M or P1D');
  }
}
