import type { PlaceOrder } from '@entrepot/contracts/orders';
import type { CarrierNews } from '../../../apps/logistics/src/domain/carrier-news';
import { orderIdOf } from '../../../apps/orders/src/domain/submitted-order';
import { Random } from '../engine/random';
import { anyFaults, type Targets } from '../faults';
import type { Story, Tier } from '../history';
import { brokenPromises, leftOver } from '../world/checks';
import type { Fault } from '../world/faults';
import { World } from '../world/world';
import {
  intakeProblems,
  isOpen,
  isReplacement,
  isUnderWay,
  moneyProblems,
  ordersOf,
  parcelProblems,
  returnProblems,
  returnsOf,
  stockProblems,
} from './books';
import { Depot } from './carrier';
import { anyChange, Changers, type OrderChange } from './changers';
import { ProviderBooks, type HeldPayment } from './provider';
import { Returners, type SendingBack } from './returners';
import { SPOILINGS, Senders, type Spoiling } from './senders';
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
  readonly orders: readonly Plan[];
  readonly spoiled: readonly { readonly how: Spoiling; readonly atMs: number; readonly order: number }[];
}

interface Plan {
  readonly quantity: number;
  readonly atMs: number;
  readonly cancelAtMs?: number;
  /** So often it is sent to the intake topic; undefined: it is placed over HTTP. */
  readonly copies?: number;
  readonly sendsBack?: SendingBack;
  readonly change?: OrderChange;
}

function outlineOf(seed: number): Outline {
  const random = new Random(seed);
  // Of their own, so that what else a seed decides stays as it was before there were changes.
  const changes = new Random(seed ^ 0x1b873593);
  const orders = Array.from({ length: random.pick([1, 1, 1, 2, 2, 3]) }, () => ({
    ...planOf(random),
    ...(changes.chance(0.25) && { change: anyChange(changes) }),
  }));
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
    units: random.between(1, 4),
    orders,
    spoiled: Array.from({ length: random.pick([0, 0, 0, 1, 2]) }, spoiled),
  };
}

function planOf(random: Random): Plan {
  const quantity = random.between(1, 2);
  return {
    quantity,
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
  private readonly senders: Senders;
  private readonly returners: Returners;
  private readonly changers: Changers;
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
    this.senders = new Senders(this.shop, this.world.simulation.random);
    this.returners = new Returners(this.world, (work) => this.keep(work));
    this.changers = new Changers(this.world);
  }

  begin(): void {
    const { shop, outline } = this;
    const { random } = this.world.simulation;
    shop.addSku('A', PRICE);
    this.keep(shop.stock('P1', [{ sku: 'A', quantity: outline.units }]));
    outline.orders.forEach((order, index) => this.keep(this.play(order, index)));
    for (const each of outline.spoiled) this.keep(this.spoil(each));
    const tells = (news: CarrierNews): void => {
      // Some are never sent: then the carrier is asked.
      if (!random.chance(0.93)) return;
      this.keep(shop.webhook(news));
      if (random.chance(0.1)) this.keep(shop.webhook(news));
    };
    const decidedLater = (payment: HeldPayment): void => {
      if (random.chance(0.5)) this.keep(shop.notice(payment));
    };
    this.depot.tells = tells;
    this.books.decidedLater = decidedLater;
  }

  get isOver(): boolean {
    return this.open === 0 && !this.world.hasUnfinished && !this.isUnderWay;
  }

  private get isUnderWay(): boolean {
    return ordersOf(this.world).some(isUnderWay) || returnsOf(this.world).some(isOpen);
  }

  problems(): string[] {
    const { world, senders } = this;
    const orders = ordersOf(world).filter((order) => !isReplacement(order));
    const { length } = this.outline.orders;
    return [
      ...(orders.length === length ? [] : [`${length} orders were placed, ${orders.length} are there`]),
      ...brokenPromises(world),
      ...moneyProblems(world, this.books),
      ...returnProblems(world),
      ...intakeProblems(world, senders.refusable.size),
      ...stockProblems(world, this.outline.units),
      ...parcelProblems(world, this.depot),
      ...[...world.databases.values()].flatMap((database) => leftOver(database, MERCHANT, /^none$/)),
    ];
  }

  private async play(order: Plan, index: number): Promise<void> {
    const { shop, returners } = this;
    const orderId = orderIdOf(MERCHANT, { source: 'shop', sourceOrderId: nameOf(index) });
    if (order.sendsBack !== undefined) returners.expect(orderId, order.sendsBack);
    await shop.wait(order.atMs);
    await this.place(order, index);
    if (order.change !== undefined) this.keep(this.change(orderId, order.change));
    if (order.cancelAtMs === undefined) return;
    await shop.wait(order.cancelAtMs);
    await shop.cancel(orderId);
  }

  private async change(orderId: string, change: OrderChange): Promise<void> {
    await this.shop.wait(change.atMs);
    await this.changers.ask(orderId, change);
  }

  private async place({ quantity, copies }: Plan, index: number): Promise<void> {
    if (copies === undefined) await this.shop.place(nameOf(index), bodyOf(quantity));
    else this.senders.send(nameOf(index), bodyOf(quantity), copies);
  }

  /** A twin comes after the message whose id it has: else that one would be the twin. */
  private async spoil({ how, atMs, order }: Outline['spoiled'][number]): Promise<void> {
    const { quantity, atMs: sentAtMs } = this.outline.orders[order]!;
    await this.shop.wait(how === 'twin' ? sentAtMs + atMs : atMs);
    this.senders.spoil(how, how === 'twin' ? nameOf(order) : `spoiled-${how}-${atMs}`, bodyOf(quantity));
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

const nameOf = (index: number): string => `o${index}`;

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
