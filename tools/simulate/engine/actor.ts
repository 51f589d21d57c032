/**
 * Whoever does things in a simulation: a process of a service, a database, a broker, the world outside. What it has planned
 * dies with it, and waits while it is stopped.
 */
export class Actor {
  alive = true;
  /** Nothing of it runs before that time: it is stopped (SIGSTOP) and goes on where it was. */
  pausedUntil = 0;
  /** How far its own clock is off, milliseconds. */
  clockOffset = 0;
  /** Messages on their way to it. */
  expected = 0;
  /** Steps that it has made. */
  steps = 0;
  /** Runs before that step. */
  interruption: { readonly step: number; readonly run: () => void } | undefined;

  /** `looks`: what it has planned is to look whether there is something to do. */
  constructor(
    readonly name: string,
    readonly looks = false,
  ) {}
}
