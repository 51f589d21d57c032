/** Whatever merchant it belongs to, also none: for the operator of the system, never for a merchant. */
export const EVERY_MERCHANT = Symbol('every merchant');

/** Whose things are looked at: those of one merchant, by its id, or of all. */
export type Reach = string | typeof EVERY_MERCHANT;

/** Whether something of this merchant is within reach. */
export function isWithin(reach: Reach, merchantId: string): boolean {
  return reach === EVERY_MERCHANT || reach === merchantId;
}

/** The same as a condition on documents. */
export function within(reach: Reach): { readonly merchantId?: string } {
  return reach === EVERY_MERCHANT ? {} : { merchantId: reach };
}
