import { formatMinor } from '@entrepot/kernel';
import type { Report } from './report';

function table(rows: readonly (readonly (string | number)[])[]): string {
  const texts = rows.map((row) => row.map(String));
  const widths = (texts[0] ?? []).map((_, column) => Math.max(...texts.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ');
  return texts.map(line).join('\n');
}

function ordersText({ orders }: Report): string {
  const states = Object.entries(orders.byStatus).map(([state, count]) => [`  ${state}`, count] as const);
  const head = [
    ['orders read', orders.read],
    ['accepted', orders.accepted],
    ...states,
    ['rejected', orders.rejected.length],
  ];
  const rejected = orders.rejected.map(({ id, reason }) => `  ${id}  ${reason}`);
  const different = orders.different.map(({ id, data, here, reason }) => `  ${id}  ${data} -> ${here}: ${reason}`);
  return [
    table(head as (string | number)[][]),
    ...rejected,
    `different from the data: ${different.length}`,
    ...different,
  ].join('\n');
}

function moneyText({ money }: Report): string {
  const columns = [
    'ordered',
    'surcharges',
    'discounts',
    'cancelled',
    'captured',
    'refunded',
    'open',
    'ledgerSum',
  ] as const;
  const rows = money.map((m) => [m.currency, ...columns.map((column) => formatMinor(m[column], m.currency))]);
  const reasons = money.flatMap((m) =>
    m.openByReason.map(
      ({ reason, orders, amount }) => `  open: ${formatMinor(amount, m.currency)} of ${orders} orders, ${reason}`,
    ),
  );
  return [table([['money', ...columns], ...rows]), ...reasons].join('\n');
}

function stockText({ stock }: Report): string {
  return table([
    ['stock', ...Object.keys(stock)],
    ['units', ...Object.values(stock as unknown as Record<string, number>)],
  ]);
}

function eventsText({ events }: Report): string {
  const rows = events.map((e) => [e.topic, e.group, e.published, e.settled, e.ignored, e.duplicates, e.lag]);
  return table([['topic', 'group', 'published', 'settled', 'ignored', 'duplicates', 'lag'], ...rows]);
}

/** The report as a table for people. */
export function printReport(report: Report): string {
  const verdict = report.balanced
    ? 'balanced: yes'
    : `balanced: NO\n${report.problems.map((p) => `  - ${p}`).join('\n')}`;
  const left = table([
    ['parked', report.parked],
    ['dead letters', report.deadLetters],
  ]);
  return [ordersText(report), moneyText(report), stockText(report), eventsText(report), left, verdict].join('\n\n');
}
