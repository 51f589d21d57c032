import { writeFile } from 'node:fs/promises';
import { InvalidArgumentError } from 'commander';

export function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw new InvalidArgumentError('give a whole number');
  return value;
}

/** A count or a rate that has to be above 0. */
export function countAboveZero(text: string): number {
  const value = wholeNumber(text);
  if (value === 0) throw new InvalidArgumentError('give a whole number above 0');
  return value;
}

/** Prints a result, and writes it to a file where one is named. */
export async function tellResult(result: object, out?: string): Promise<void> {
  const text = JSON.stringify(result, null, 2);
  console.log(text);
  if (out) await writeFile(out, `${text}\n`);
}

/** Ends the process with what went wrong. */
export function failed(error: unknown): never {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
