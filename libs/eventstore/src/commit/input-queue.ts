import type { PendingInput } from './pending-input';

/** So much of the other work goes along with inputs whose callers wait: a commit stays short, and nothing stands still. */
const BESIDE_CALLERS = 50;

/**
 * Inputs that wait for a commit. What has to be decided again goes first; then those with a deadline, because somebody holds
 * the line; then the rest. Inputs of one kind keep their order.
 */
export class InputQueue {
  private readonly again: PendingInput[] = [];
  private readonly urgent: PendingInput[] = [];
  private readonly patient: PendingInput[] = [];

  get length(): number {
    return this.again.length + this.urgent.length + this.patient.length;
  }

  /** Somebody holds the line. */
  get isUrgent(): boolean {
    return this.urgent.length > 0;
  }

  add(input: PendingInput): void {
    (input.command.deadlineMs === undefined ? this.patient : this.urgent).push(input);
  }

  /** Before anything else, in this order. */
  putBack(inputs: readonly PendingInput[]): void {
    this.again.unshift(...inputs);
  }

  /** The next inputs, without those that are over. */
  take(atMost: number): PendingInput[] {
    const taken = this.again.splice(0, atMost);
    const callers = this.urgent.splice(0, atMost - taken.length);
    const room = atMost - taken.length - callers.length;
    const others = this.patient.splice(0, callers.length === 0 ? room : Math.min(room, BESIDE_CALLERS));
    return [...taken, ...callers, ...others].filter((input) => !input.isOver);
  }
}
