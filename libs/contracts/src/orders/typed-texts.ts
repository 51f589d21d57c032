/** Longest that a typed text can be once it is sealed: of 200 and of 500 characters. */
export const TYPED_REASON = 1_300;
export const TYPED_NOTE = 3_000;
