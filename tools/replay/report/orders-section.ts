import type { History } from '../history';
import type { OrderPlan } from '../olist/orders';
import type { OrdersSection } from './report';

/** A row of `GET /v1/orders`, as far as the report reads it. */
export interface OrderRow {
  readonly orderId: string;
  readonly sourceOrderId: string;
  readonly state: string;
  readonly currency: string;
  readonly linesTotal: number;
  readonly freight: number;
  readonly surcharges: number;
  readonly taxes?: number;
  readonly discounts: number;
  readonly cancelled: number;
  readonly captured: number;
  readonly refunded: number;
  readonly open: number;
  readonly openReason?: string;
}

/** What the data's word for an order is called here. */
const SAME: Readonly<Record<string, readonly string[]>> = {
  delivered: ['delivered', 'closed'],
  shipped: ['shipping'],
  processing: ['confirmed'],
  invoiced: ['confirmed'],
  created: ['confirmed'],
  approved: ['confirmed'],
  canceled: ['cancelled'],
};

function explain(plan: OrderPlan, here: string): string | undefined {
  if (plan.fate === 'returned' && ['delivered', 'closed'].includes(here)) {
    return 'cancelled after delivery: came back as a return and was refunded';
  }
  if (plan.fate === 'unknown') return `the data's status "${plan.status}" has no counterpart: left as it stands`;
  return undefined;
}

function count(words: Iterable<string>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of [...words].sort()) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

function refusalOf(plan: OrderPlan, reason: string | undefined, problems: string[]): { id: string; reason: string }[] {
  const id = plan.sourceOrderId;
  if (reason === undefined) problems.push(`order ${id} is neither here nor rejected`);
  else if (plan.fate !== 'rejected') problems.push(`order ${id} was rejected: ${reason}`);
  return reason === undefined ? [] : [{ id, reason }];
}

function differenceOf(plan: OrderPlan, here: string, problems: string[]): OrdersSection['different'] {
  if (SAME[plan.status]?.includes(here)) return [];
  const id = plan.sourceOrderId;
  const reason = explain(plan, here);
  if (reason === undefined) problems.push(`order ${id} is ${plan.status} in the data and ${here} here`);
  return [{ id, data: plan.status, here, reason: reason ?? 'unexplained' }];
}

/** Accounts for every order of the data: accepted and where the data says, different with a reason, or rejected with one. */
export function ordersSection(
  plans: readonly OrderPlan[],
  rows: ReadonlyMap<string, OrderRow>,
  history: History,
  problems: string[],
): OrdersSection {
  const here = (plan: OrderPlan) => rows.get(plan.sourceOrderId);
  const accepted = plans.filter((plan) => here(plan) !== undefined);
  const absent = plans.filter((plan) => here(plan) === undefined);
  const states = accepted.map((plan) => here(plan)?.state ?? '');
  return {
    read: plans.length,
    accepted: accepted.length,
    rejected: absent.flatMap((plan) => refusalOf(plan, history.tale(plan.sourceOrderId).rejected, problems)),
    byStatus: count(states),
    different: accepted.flatMap((plan) => differenceOf(plan, here(plan)?.state ?? '', problems)),
  };
}
