/** One capture or refund at the provider, under the reference we gave it; under the provider's own where we gave none. */
export interface ProviderMove {
  readonly reference: string;
  readonly amount: number;
  /** All that the provider moved and does not list comes as one sum of this name; `reference` is then the name, a colon and the amount. */
  readonly sumOf?: string;
}

/** A payment as the provider tells it when it is asked. */
export interface ProviderPayment {
  readonly providerReference: string;
  /** Our reference; absent for payments that we did not ask for. */
  readonly reference?: string | undefined;
  readonly status: 'pending' | 'authorised' | 'captured' | 'declined' | 'voided';
  readonly amount: number;
  readonly currency: string;
  readonly captured: number;
  readonly refunded: number;
  /** Let go in all; absent where the provider does not tell. */
  readonly voided?: number | undefined;
  readonly method?: string | undefined;
  readonly declineReason?: string | undefined;
  /** All captures, adding up to `captured`; a capture at once is under our reference of the authorisation. */
  readonly captures: readonly ProviderMove[];
  /** All refunds, adding up to `refunded`. */
  readonly refunds: readonly ProviderMove[];
}

/** What came of asking a provider to do something. */
export type ProviderAnswer =
  /** It did, or had done before, or will decide later: how the payment stands now. */
  | { readonly kind: 'payment'; readonly payment: ProviderPayment }
  /** It will not; asking again will not help. */
  | { readonly kind: 'refused'; readonly reason: string };
