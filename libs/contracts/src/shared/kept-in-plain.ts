/** Said of every text that people type and that is not sealed: erasing a person does not reach it. */
export const KEPT_IN_PLAIN = 'Kept as it is written, for ever: no personal data in it.';
