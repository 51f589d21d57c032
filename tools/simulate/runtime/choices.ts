/** What the small services go by where a mistake of theirs would break a rule. Nobody but a planted bug changes it. */
export const choices = {
  /** More than an event of these services ever has, and less than the broker takes. */
  mostEventBytes: 2_000,
  /** A request is known by its key. */
  saleIdOf: (key: string): string => `s${key}`,
  /** What is taken for a sale is named after the sale. */
  claimOf: (saleId: string): string => `${saleId}-1`,
  /** Whether the money that came in is that which is known. */
  isKnown: (known: readonly (string | undefined)[], claimId: string): boolean => known.includes(claimId),
  /** Nothing is asked of the bank while another question is open. */
  waitsForCharge: true,
};
