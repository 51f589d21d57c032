/** Something a person has to provide. The message is one sentence with the remedy; it is shown without a stack. */
export class MissingPrerequisite extends Error {
  override readonly name = 'MissingPrerequisite';
}

/** What to show a person: the sentence alone where it says everything, the stack where something unforeseen broke. */
export function explain(error: unknown): string {
  if (error instanceof MissingPrerequisite) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
