import { benchOrders } from '../../../bench/load/merchant';
import type { OrderPlan } from '../../replay/olist/orders';

type Life = Pick<OrderPlan, 'fate' | 'status'>;

/** Ten orders lead so many kinds of life: money is held, taken, given back and paid back; parcels go out and come back. */
const LIVES: readonly Life[] = [
  { fate: 'open', status: 'processing' },
  { fate: 'delivered', status: 'delivered' },
  { fate: 'open', status: 'processing' },
  { fate: 'cancelled', status: 'canceled' },
  { fate: 'delivered', status: 'delivered' },
  { fate: 'open', status: 'processing' },
  { fate: 'in-transit', status: 'shipped' },
  { fate: 'open', status: 'processing' },
  { fate: 'returned', status: 'canceled' },
  { fate: 'open', status: 'processing' },
];

/** The orders of a drill: those of the benchmark, with lives of all kinds. `run` keeps them apart from those of other runs. */
export function drillOrders(orders: number, run: string): OrderPlan[] {
  return benchOrders(orders, run).map((plan, index) => ({ ...plan, ...(LIVES[index % LIVES.length] as Life) }));
}
