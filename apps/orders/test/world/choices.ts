/** A finite tape of choices, so that a counterexample can be shrunk. Past its end every choice is 0: the good way. */
export class Choices {
  private at = 0;

  constructor(private readonly tape: readonly number[]) {}

  get isOver(): boolean {
    return this.at >= this.tape.length;
  }

  /** One of 0 .. count - 1. */
  below(count: number): number {
    const value = this.tape[this.at] ?? 0;
    this.at += 1;
    return count <= 1 ? 0 : value % count;
  }

  /** True in about one of `every` cases, never past the end of the tape. */
  seldom(every: number): boolean {
    return this.below(every) === every - 1;
  }
}
