/**
 * A failure whose message tells a person everything: what is missing or went wrong, and the remedy. Shown without a stack.
 */
export class PlainFailure extends Error {
  override readonly name = 'PlainFailure';
}

/** What to show a person: the message alone where it says everything, the stack where something unforeseen broke. */
export function explain(error: unknown): string {
  if (error instanceof PlainFailure) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
