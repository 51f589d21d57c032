/** Stands in every page that `npm run reference` writes. */
export const GENERATED = 'Generated from the code by `npm run reference`; a test keeps it equal to the code.';
