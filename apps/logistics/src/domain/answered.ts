/** An intent and what came of it. */
export interface Answered<I, O> {
  readonly intent: I;
  readonly outcome: O;
}
