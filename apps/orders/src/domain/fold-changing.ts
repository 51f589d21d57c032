import type {
  OrderChange,
  OrderLinesAdded,
  OrderLinesChangeRefused,
  OrderLinesChangeRequested,
} from '@entrepot/contracts/orders';
import { spentOf } from './amounts';
import type { KnownOrder, Line } from './order-state';
import { valuesOf, type Totals } from './valuation';

const MOST_KEPT = 100;

export function changeRequested(order: KnownOrder, event: OrderLinesChangeRequested): KnownOrder {
  const { changeId, added, removed, charges, tender, reason } = event;
  const wish = { changeId, added, removed, charges, reason, ...(tender && { tender }) };
  return {
    ...order,
    change: { ...wish, route: 'due', payment: 'none' },
    changes: withChange(order, { changeId, state: 'pending' }),
  };
}

export function changeRefused(order: KnownOrder, { changeId, reason }: OrderLinesChangeRefused): KnownOrder {
  const { change: _dropped, ...rest } = order;
  return { ...rest, changes: withChange(order, { changeId, state: 'refused', refusal: reason }) };
}

/** A route that is being looked for is looked for again, for all lines. What was set aside for the change is the order's own. */
export function linesAdded(order: KnownOrder, event: OrderLinesAdded): KnownOrder {
  const { changeId, lines, charges, tenders } = event;
  const { change: _made, ...rest } = order;
  const values = valuesOf(lines, charges);
  const priced = lines.map((line, index) => ({ ...line, value: values[index] ?? 0, cancelled: 0, returned: 0 }));
  return {
    ...rest,
    lines: priced.reduce<readonly Line[]>(withLine, order.lines),
    charges: [...order.charges, ...charges],
    tenders: [...order.tenders, ...tenders],
    totals: plus(order.totals, event),
    routing: order.phase === 'placed' ? { ...order.routing, answered: true } : order.routing,
    reservations: order.reservations.map((one) => {
      const { changeId: forChange, ...own } = one;
      return forChange === changeId ? own : one;
    }),
    changes: withChange(order, { changeId, state: 'made' }),
  };
}

function withLine(lines: readonly Line[], added: Line): readonly Line[] {
  const isNew = lines.every(({ lineId }) => lineId !== added.lineId);
  if (isNew) return [...lines, added];
  return lines.map((line) => (line.lineId === added.lineId ? grown(line, added) : line));
}

function grown(line: Line, { quantity, value }: Line): Line {
  const spent = spentOf(line);
  const more = { ...line, quantity: line.quantity + quantity, value: line.value + value };
  return spent.quantity === 0 ? more : { ...more, spent };
}

function plus(totals: Totals, more: Totals): Totals {
  return {
    linesTotal: totals.linesTotal + more.linesTotal,
    freight: totals.freight + more.freight,
    surcharges: totals.surcharges + more.surcharges,
    discounts: totals.discounts + more.discounts,
    taxes: totals.taxes + more.taxes,
    total: totals.total + more.total,
  };
}

function withChange({ changes }: KnownOrder, change: OrderChange): readonly OrderChange[] {
  const others = changes.filter(({ changeId }) => changeId !== change.changeId);
  return [...others, change].slice(-MOST_KEPT);
}
