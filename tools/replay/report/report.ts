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

/** Where a report was made before everything had come to its end. */
export interface Unfinished {
  /** Orders that did not come to where they should. */
  readonly unsettled: readonly string[];
  /** Nobody had work under way any more. */
  readonly quiet: boolean;
}

/** The report with what was left undone among its problems. */
export function withUnfinished(report: Report, { unsettled, quiet }: Unfinished): Report {
  const problems = [
    ...report.problems,
    ...unsettled.map((id) => `order ${id} did not come to where the data says`),
    ...(quiet ? [] : ['the services still had work under way when the report was made']),
  ].sort();
  return { ...report, balanced: problems.length === 0, problems };
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
