import { loadAllContracts } from '@entrepot/contracts';
import type { History } from '../../replay/history';
import type { OrderPlan } from '../../replay/olist/orders';
import { buildReport } from '../../replay/report/build';
import type { Report } from '../../replay/report/report';
import type { Services } from '../../replay/services';
import type { Target } from '../../system-for-tool';
import { promised, type Promised } from '../drill';
import type { Shoppers } from '../load/shoppers';
import { countPartners, type PartnerFigures } from './partners';
import { countPublished, type PublishedFigures } from './published';
import { countStreams, type StreamFigures } from '../../replay/report/streams';

export interface Evidence {
  readonly target: Target;
  readonly services: Services;
  readonly plans: readonly OrderPlan[];
  readonly history: History;
  readonly shoppers: Shoppers;
  /** Orders that did not come to where they were meant to. */
  readonly unsettled: readonly string[];
  readonly quiet: boolean;
  /** Why not every order was taken. */
  readonly untaken: unknown;
}

/** What every drill counts at its end. */
export interface Findings {
  readonly report: Report;
  readonly promised: readonly Promised[];
  readonly figures: Readonly<Record<string, unknown>>;
}

/** Counts, and holds it against what every drill promises. */
export async function judge(evidence: Evidence): Promise<Findings> {
  const { target, services, plans, history, shoppers } = evidence;
  loadAllContracts();
  const report = await buildReport(services, target.backends, plans, history);
  const streams = await countStreams(target.backends.mongoUri, target.backends.database);
  const published = await countPublished(target);
  const partners = await countPartners(services);
  const promises = [
    everyOrder(evidence, report, streams),
    books(report),
    histories(streams),
    topics(published),
    money(partners),
  ];
  const figures = { answers: shoppers.answers.counts, longestWaitMs: shoppers.answers.longestMs };
  return { report, promised: promises, figures: { ...figures, streams, published, partners } };
}

function everyOrder({ plans, shoppers, unsettled, quiet, untaken }: Evidence, report: Report, streams: StreamFigures) {
  const placed = streams.byType['OrderPlaced'] ?? 0;
  const here = report.orders.accepted;
  const all = plans.length;
  const kept = [shoppers.taken.size, here, placed].every((count) => count === all) && unsettled.length === 0;
  const why = [...(quiet ? [] : ['work was still under way']), ...(untaken === undefined ? [] : [String(untaken)])];
  const text = `${all} sent, ${shoppers.taken.size} taken, ${here} here, ${placed} placed, ${all - unsettled.length} at their end`;
  return promised(
    'every order that was taken has exactly one history and comes to its end',
    kept && why.length === 0,
    [text, ...why].join('; '),
  );
}

function books({ balanced, problems, orders, stock, money, parked, deadLetters }: Report): Promised {
  const sums = money.map(({ currency, captured, refunded }) => `${captured - refunded} ${currency} minor units taken`);
  const text = `${orders.accepted} orders, ${stock.shipped} units shipped, ${sums.join(', ')}, ${parked} parked, ${deadLetters} dead letters, ${problems.length} problems`;
  const first = problems.slice(0, 3);
  return promised('orders, stock and money balance, and nothing is left over', balanced, [text, ...first].join('; '));
}

function histories({ streams, decisions, gaps, doubled, reordered, examples }: StreamFigures): Promised {
  const text = `${decisions} decisions of ${streams} streams: ${gaps} gaps, ${doubled} doubled, ${reordered} reordered`;
  const kept = gaps + doubled + reordered === 0;
  return promised('each input is decided once, in the order of its source', kept, [text, ...examples].join('; '));
}

function topics({ recorded, lost, unknown, copies, reordered, examples }: PublishedFigures): Promised {
  const text = `${recorded} events recorded: ${lost} lost, ${unknown} unknown, ${reordered} reordered, ${copies} copies that readers drop`;
  const kept = lost + unknown + reordered === 0;
  return promised('each event is published, in the order of its stream', kept, [text, ...examples].join('; '));
}

function money({ charged, parcels, moneyDiffers, bookedTwice, unknownParcels }: PartnerFigures): Promised {
  const text = `${charged} payments and ${parcels} parcels: ${moneyDiffers.length} amounts differ, ${bookedTwice.length} booked twice, ${unknownParcels.length} unknown`;
  const examples = [...moneyDiffers, ...bookedTwice, ...unknownParcels].slice(0, 5);
  const kept = examples.length === 0;
  return promised('nobody is charged twice, no parcel is booked twice', kept, [text, ...examples].join('; '));
}
