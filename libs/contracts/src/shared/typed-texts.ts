/** Longest that a typed text can be once it is sealed: of 200, of 500 and of 2000 characters. */
export const TYPED_REASON = 1_300;
export const TYPED_NOTE = 3_000;
export const TYPED_REPORT = 11_000;

export const SEALED_FOR_PERSON = 'Sealed for the person of the order.';
