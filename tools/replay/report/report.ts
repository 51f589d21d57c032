/** What a replay found out about the system. Two replays against one system give the same report. */
export interface Report {
  readonly balanced: boolean;
  readonly orders: OrdersSection;
  readonly money: readonly MoneySection[];
  readonly stock: StockSection;
  readonly events: readonly EventsSection[];
  readonly parked: number;
  readonly deadLetters: number;
  /** Everything that keeps the books from balancing, each in one sentence. */
  readonly problems: readonly string[];
}

export interface OrdersSection {
  readonly read: number;
  readonly accepted: number;
  readonly rejected: readonly { readonly id: string; readonly reason: string }[];
  readonly byStatus: Readonly<Record<string, number>>;
  readonly different: readonly {
    readonly id: string;
    readonly data: string;
    readonly here: string;
    readonly reason: string;
  }[];
}

/** Sums in minor units: ordered + surcharges - discounts - cancelled = captured - refunded + open. */
export interface MoneySection {
  readonly currency: string;
  /** Lines and freight. */
  readonly ordered: number;
  readonly surcharges: number;
  readonly discounts: number;
  readonly cancelled: number;
  readonly captured: number;
  readonly refunded: number;
  readonly open: number;
  /** Why money is still open: orders and amount by reason. */
  readonly openByReason: readonly { readonly reason: string; readonly orders: number; readonly amount: number }[];
  readonly ledgerSum: number;
}

/** Units: received - shipped + restocked - lost = on hand. */
export interface StockSection {
  readonly received: number;
  readonly shipped: number;
  readonly restocked: number;
  readonly lost: number;
  readonly onHand: number;
  readonly reserved: number;
  readonly driftedSkus: number;
}

/** One topic as one group has read it; counts are of distinct events. */
export interface EventsSection {
  readonly topic: string;
  readonly group: string;
  /** In the owner's database. */
  readonly published: number;
  /** In the topic, below the offset that the group has committed. */
  readonly settled: number;
  /** Settled without a decision of the group: read by views and effects, or of no concern to it. */
  readonly ignored: number;
  /** Copies that our own relay sent beyond the first; what others send to a door twice is counted once. */
  readonly duplicates: number;
  readonly lag: number;
}
