import type { PlaceOrder } from '@entrepot/contracts/orders';
import { Random } from '../engine/random';
import { anyChange, type OrderChange } from './changers';
import { anyAct, type Act } from './operators';
import type { SendingBack } from './returners';
import { SPOILINGS, type Spoiling } from './senders';

export const NAMES = ['orders', 'inventory', 'payments', 'logistics', 'returns'] as const;
export const PRICE = 1_000;
export const [PLAIN, LATE, SET] = ['A', 'B', 'SET'] as const;

export interface Pieces {
  readonly sku: string;
  readonly quantity: number;
}

/** What a seed decides about a history besides its faults. */
export interface Outline {
  readonly pods: readonly number[];
  readonly partitions: number;
  readonly slowestMs: number;
  /** What is at each place in the beginning. */
  readonly stock: readonly { readonly placeId: string; readonly lines: readonly Pieces[] }[];
  /** When the catalog tells of a second SKU, of which there is a set with the first. */
  readonly lateSkuAtMs?: number;
  readonly orders: readonly Plan[];
  readonly acts: readonly Act[];
  readonly spoiled: readonly { readonly how: Spoiling; readonly atMs: number; readonly order: number }[];
}

export interface Plan {
  readonly lines: readonly Pieces[];
  readonly shortagePolicy?: PlaceOrder['shortagePolicy'];
  readonly atMs: number;
  readonly cancelAtMs?: number;
  /** So often it is sent to the intake topic; undefined: it is placed over HTTP. */
  readonly copies?: number;
  readonly sendsBack?: SendingBack;
  readonly change?: OrderChange;
}

type Stock = Outline['stock'];

export function outlineOf(seed: number): Outline {
  const random = new Random(seed);
  // Of their own, so that what else a seed decides stays as it was before there were changes.
  const changes = new Random(seed ^ 0x1b873593);
  const extras = new Random(seed ^ 0x38b34ae5);
  const isWide = extras.chance(0.2);
  const orders = Array.from({ length: random.pick([1, 1, 1, 2, 2, 3]) }, () => ({
    ...planOf(random),
    ...(changes.chance(0.25) && { change: anyChange(changes) }),
  })).map((plan) => (isWide ? widened(plan, extras) : plan));
  const byTopic = orders.flatMap(({ copies }, index) => (copies === undefined ? [] : [index]));
  const spoiled = () => ({
    how: random.pick(SPOILINGS.filter((how) => how !== 'twin' || byTopic.length > 0)),
    atMs: random.between(10, 200),
    order: random.pick(byTopic.length > 0 ? byTopic : [0]),
  });
  return {
    pods: NAMES.map(() => (random.chance(0.25) ? 2 : 1)),
    partitions: random.chance(0.3) ? 2 : 1,
    slowestMs: random.pick([2, 4, 12]),
    orders,
    ...stocked(random.between(1, 4), isWide, extras),
    acts: actsOf(extras, orders.length, isWide),
    spoiled: Array.from({ length: random.pick([0, 0, 0, 1, 2]) }, spoiled),
  };
}

function planOf(random: Random): Plan {
  const quantity = random.between(1, 2);
  return {
    lines: [{ sku: PLAIN, quantity }],
    atMs: random.between(10, 120),
    ...(random.chance(0.3) && { cancelAtMs: random.between(1, 700) }),
    ...(random.chance(0.3) && { copies: random.pick([1, 1, 2, 3]) }),
    ...(random.chance(0.3) && { sendsBack: sendingBack(random, quantity) }),
  };
}

function sendingBack(random: Random, delivered: number): SendingBack {
  return {
    quantity: random.between(1, delivered),
    isExchange: random.chance(0.35),
    disposition: random.pick(['restock', 'restock', 'scrap', 'send-back']),
  };
}

function widened(plan: Plan, random: Random): Plan {
  const sku = random.pick([LATE, LATE, SET]);
  return {
    ...plan,
    lines: [...plan.lines, { sku, quantity: random.between(1, 2) }],
    shortagePolicy: random.pick(['cancel', 'ship-available', 'backorder']),
  };
}

function stocked(units: number, isWide: boolean, random: Random): Pick<Outline, 'stock' | 'lateSkuAtMs'> {
  const plain = { sku: PLAIN, quantity: units };
  if (!isWide) return { stock: [{ placeId: 'P1', lines: [plain] }] };
  const some = (sku: string): Pieces => ({ sku, quantity: random.between(1, 3) });
  const stock: Stock = [
    { placeId: 'P1', lines: [plain, ...(random.chance(0.5) ? [some(LATE)] : [])] },
    { placeId: 'P2', lines: [some(LATE), ...(random.chance(0.5) ? [some(PLAIN)] : [])] },
  ];
  return { stock, lateSkuAtMs: random.pick([0, 0, random.between(1, 400)]) };
}

function actsOf(random: Random, orders: number, isWide: boolean): Act[] {
  const [skus, places] = isWide
    ? [
        [PLAIN, LATE],
        ['P1', 'P2'],
      ]
    : [[PLAIN], ['P1']];
  const count = random.pick([0, 0, 0, 1, 2]);
  return Array.from({ length: count }, () => anyAct(random, orders, skus!, places!));
}
