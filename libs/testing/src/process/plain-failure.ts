import { isNativeError } from 'node:util/types';

/**
 * A failure whose message tells a person everything: what is missing or went wrong, and the remedy. Shown without a stack.
 */
export class PlainFailure extends Error {
  override readonly name = 'PlainFailure';
}

/** What to show a person: the message alone where it says everything, the stack where something unforeseen broke. */
export function explain(error: unknown): string {
  if (error instanceof PlainFailure) return error.message;
  if (!isNativeError(error)) return String(error);
  const { code, path } = error as NodeJS.ErrnoException;
  const remedy = path === undefined ? undefined : OF_A_PATH[code ?? ''];
  return remedy === undefined ? (error.stack ?? error.message) : `${path} cannot be used: ${remedy} (${code}).`;
}

/** What is wrong with a path that somebody chose, or with the disk behind it. */
const OF_A_PATH: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk is full for this user',
  EROFS: 'the disk can only be read',
  EACCES: 'this user may not read or write there',
  EPERM: 'this user may not read or write there',
  EEXIST: 'it is a file, and a folder is needed',
  ENOTDIR: 'part of it is a file, and a folder is needed',
};
