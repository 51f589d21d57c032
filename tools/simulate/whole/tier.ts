import type { PlaceOrder } from '@entrepot/contracts/orders';
import { Random } from '../engine/random';
import { anyFaults, type Targets } from '../faults';
import type { Story, Tier } from '../history';
import { brokenPromises, leftOver } from '../world/checks';
import type { Fault } from '../world/faults';
import { World } from '../world/world';
import { isUnderWay, moneyProblems, ordersOf, parcelProblems, stockProblems } from './books';
import { Depot } from './carrier';
import { ProviderBooks } from './provider';
import { servicesWith } from './services';
import { MERCHANT, Shop } from './shop';

const NAMES = ['orders', 'inventory', 'payments', 'logistics', 'returns'] as const;
const PRICE = 1_000;

/** What a seed decides about a history besides its faults. */
interface Outline {
  readonly pods: readonly number[];
  readonly partitions: number;
  readonly slowestMs: number;
  readonly units: number;
  readonly orders: readonly { readonly quantity: number; readonly atMs: number; readonly cancelAtMs?: number }[];
}

function outlineOf(seed: number): Outline {
  const random = new Random(seed);
  const order = () => ({
    quantity: random.between(1, 2),
    atMs: random.between(10, 120),
    ...(random.chance(0.3) && { cancelAtMs: random.between(1, 700) }),
  });
  return {
    pods: NAMES.map(() => (random.chance(0.25) ? 2 : 1)),
    partitions: random.chance(0.3) ? 2 : 1,
    slowestMs: random.pick([2, 4, 12]),
    units: random.between(1, 4),
    orders: Array.from({ length: random.pick([1, 1, 1, 2, 2, 3]) }, order),
  };
}

function targetsOf({ pods }: Outline): Targets {
  const named = NAMES.flatMap((name, index) => Array.from({ length: pods[index]! }, (_, pod) => `${name}-${pod + 1}`));
  return { services: NAMES, pods: named, lastsMs: 900 };
}

/** Orders through all services: the real ones, as their modules list them. */
class OrdersStory implements Story {
  readonly world: World;
  private readonly books: ProviderBooks;
  private readonly depot: Depot;
  private readonly shop: Shop;
  private open = 0;

  constructor(
    private readonly outline: Outline,
    seed: number,
    faults: readonly Fault[],
  ) {
    const { partitions, slowestMs, pods } = outline;
    const others = {} as { books: ProviderBooks; depot: Depot };
    const services = servicesWith(others).map((plan, index) => ({ plan, pods: pods[index]! }));
    this.world = new World({ seed, services, partitions, faults, slowestMs });
    this.books = others.books = new ProviderBooks(this.world);
    this.depot = others.depot = new Depot(this.world);
    this.shop = new Shop(this.world);
  }

  begin(): void {
    const { shop, outline } = this;
    const { random } = this.world.simulation;
    shop.addSku('A');
    this.keep(shop.stock('P1', [{ sku: 'A', quantity: outline.units }]));
    outline.orders.forEach((order, index) => this.keep(this.play(order, index)));
    this.depot.tells = (news) => {
      // Some are never sent: then the carrier is asked.
      if (!random.chance(0.93)) return;
      this.keep(shop.webhook(news));
      if (random.chance(0.1)) this.keep(shop.webhook(news));
    };
    this.books.decidedLater = (payment) => {
      if (random.chance(0.5)) this.keep(shop.notice(payment));
    };
  }

  get isOver(): boolean {
    return this.open === 0 && !this.world.hasUnfinished && !ordersOf(this.world).some(isUnderWay);
  }

  problems(): string[] {
    const { world } = this;
    const orders = ordersOf(world);
    const { length } = this.outline.orders;
    return [
      ...(orders.length === length ? [] : [`${length} orders were placed, ${orders.length} are there`]),
      ...brokenPromises(world),
      ...moneyProblems(world, this.books),
      ...stockProblems(world, this.outline.units),
      ...parcelProblems(this.depot),
      ...[...world.databases.values()].flatMap((database) => leftOver(database, MERCHANT, /^none$/)),
    ];
  }

  private async play(order: Outline['orders'][number], index: number): Promise<void> {
    const { shop } = this;
    await shop.wait(order.atMs);
    const orderId = await shop.place(`o${index}`, bodyOf(order.quantity));
    if (order.cancelAtMs === undefined) return;
    await shop.wait(order.cancelAtMs);
    await shop.cancel(orderId);
  }

  /** A history is not over before everybody outside has got an answer. */
  private keep(work: Promise<void>): void {
    this.open += 1;
    work.then(
      () => (this.open -= 1),
      (error: unknown) => this.world.violations.push(`somebody outside was refused: ${String(error)}`),
    );
  }
}

function bodyOf(quantity: number): Omit<PlaceOrder, 'source' | 'sourceOrderId'> {
  return {
    currency: 'EUR',
    shipTo: { city: 'Lisboa', country: 'PT' },
    lines: [{ sku: 'A', quantity, unitPrice: PRICE }],
    tenders: [{ method: 'card', amount: PRICE * quantity }],
  };
}

const MOST_FAULTS = 5;

export const wholeServices: Tier = {
  name: 'services',
  faultsOf: (seed) => anyFaults(new Random(seed ^ 0x2545f491), targetsOf(outlineOf(seed)), MOST_FAULTS),
  story: (seed, faults) => new OrdersStory(outlineOf(seed), seed, faults),
};
