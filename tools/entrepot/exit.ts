/** What the exit status of a command says; listed in `entrepot --help` and docs/operations.md. */
export const EXIT = {
  done: 0,
  /** It looked, and found something that should not be so; or not all of what was asked for was done. */
  found: 1,
  usage: 2,
  /** The system, the broker or the database does not answer; it does not know the key, or the key lacks a scope. */
  unreachable: 3,
  /** The system refused, or there is no such thing. */
  refused: 4,
} as const;

export type ExitStatus = (typeof EXIT)[keyof typeof EXIT];

/** Ends the command with a sentence for the person and a status for the script. */
export class Failed extends Error {
  constructor(
    message: string,
    readonly status: Exclude<ExitStatus, 0>,
    readonly code?: string,
  ) {
    super(message);
    this.name = 'Failed';
  }
}
