/** What an order can be paid with. */
export const TENDER_METHODS = ['card', 'wallet', 'voucher', 'bank-transfer', 'boleto', 'gift-card', 'other'] as const;

export type TenderMethod = (typeof TENDER_METHODS)[number];
