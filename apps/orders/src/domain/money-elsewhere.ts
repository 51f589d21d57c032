/** What was taken and given back, minor units. */
export interface MovedMoney {
  readonly captured: number;
  readonly refunded: number;
}

/** What the service of money says of orders. */
export abstract class MoneyElsewhere {
  /** By order; one that it knows nothing of is left out. Undefined: nobody is there to be asked. Rejects while it does not answer. */
  abstract of(merchantId: string, orderIds: readonly string[]): Promise<ReadonlyMap<string, MovedMoney> | undefined>;
}
