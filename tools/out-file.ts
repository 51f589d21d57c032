import { accessSync, constants, existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { InvalidArgumentError } from 'commander';

/** A file that is written when all is done: that it cannot be is said before minutes of work. */
export function outFile(path: string): string {
  const file = resolve(path);
  const looked = existsSync(file) ? file : dirname(file);
  try {
    accessSync(looked, constants.W_OK);
  } catch (error) {
    throw new InvalidArgumentError(`${looked} cannot be written to (${(error as NodeJS.ErrnoException).code})`);
  }
  return path;
}
