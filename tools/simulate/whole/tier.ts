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
  soldProblems,
  stockProblems,
} from './books';
import { Depot } from './carrier';
import { Changers, type OrderChange } from './changers';
import { Operators } from './operators';
import { LATE, NAMES, outlineOf, PLAIN, PRICE, SET, type Outline, type Pieces, type Plan } from './outline';
import { ProviderBooks, type HeldPayment } from './provider';
import { Returners } from './returners';
import { Senders } from './senders';
import { servicesWith } from './services';
import { MERCHANT, Shop } from './shop';
import { shortageProblems } from './shortages';

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
  private readonly operators: Operators;
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
    this.depot = others.depot = new Depot(this.world, new Random(seed ^ 0x7f4a7c15));
    this.shop = new Shop(this.world);
    this.senders = new Senders(this.shop, this.world.simulation.random);
    this.returners = new Returners(this.world, (work) => this.keep(work));
    this.changers = new Changers(this.world);
    this.operators = new Operators(this.world, this.shop, (work) => this.keep(work));
  }

  begin(): void {
    const { shop, outline } = this;
    const { random } = this.world.simulation;
    this.fillCatalog();
    for (const { placeId, lines } of outline.stock) this.keep(shop.stock(placeId, lines));
    outline.acts.forEach((act, index) => this.keep(this.operators.act(act, idOf(act.order), `act-${index}`)));
    outline.orders.forEach((order, index) => this.keep(this.play(order, index)));
    for (const each of outline.spoiled) this.keep(this.spoil(each));
    const tells = (news: CarrierNews, isAskedFor: boolean): void => {
      // Some are never sent: then the carrier is asked.
      if (isAskedFor && !random.chance(0.93)) return;
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

  /** What was at places in the beginning, and what came in later. */
  private get received(): readonly Pieces[] {
    const { stock, acts } = this.outline;
    const later = acts.filter(({ kind }) => kind === 'receive');
    return [...stock.flatMap(({ lines }) => lines), ...later.map(({ sku, pieces }) => ({ sku, quantity: pieces }))];
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
      ...stockProblems(world, this.depot, this.received),
      ...soldProblems(world, this.depot),
      ...parcelProblems(world, this.depot),
      ...shortageProblems(world),
      ...[...world.databases.values()].flatMap((database) => leftOver(database, MERCHANT, /^none$/)),
    ];
  }

  private fillCatalog(): void {
    const { shop, outline } = this;
    shop.addSku(PLAIN, PRICE);
    if (outline.lateSkuAtMs === undefined) return;
    shop.addSku(SET, PRICE, [PLAIN, LATE]);
    this.keep(shop.wait(outline.lateSkuAtMs).then(() => shop.addSku(LATE, PRICE)));
  }

  private async play(order: Plan, index: number): Promise<void> {
    const { shop, returners } = this;
    const orderId = idOf(index);
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

  private async place(plan: Plan, index: number): Promise<void> {
    if (plan.copies === undefined) await this.shop.place(nameOf(index), bodyOf(plan));
    else this.senders.send(nameOf(index), bodyOf(plan), plan.copies);
  }

  /** A twin comes after the message whose id it has: else that one would be the twin. */
  private async spoil({ how, atMs, order }: Outline['spoiled'][number]): Promise<void> {
    const plan = this.outline.orders[order]!;
    await this.shop.wait(how === 'twin' ? plan.atMs + atMs : atMs);
    this.senders.spoil(how, how === 'twin' ? nameOf(order) : `spoiled-${how}-${atMs}`, bodyOf(plan));
  }

  /** A history is not over before everybody outside has got an answer. */
  private keep(work: Promise<unknown>): void {
    this.open += 1;
    work.then(
      () => (this.open -= 1),
      (error: unknown) => this.world.violations.push(`somebody outside was refused: ${String(error)}`),
    );
  }
}

const nameOf = (index: number): string => `o${index}`;

const idOf = (index: number): string => orderIdOf(MERCHANT, { source: 'shop', sourceOrderId: nameOf(index) });

function bodyOf({ lines, shortagePolicy }: Plan): Omit<PlaceOrder, 'source' | 'sourceOrderId'> {
  const pieces = lines.reduce((all, { quantity }) => all + quantity, 0);
  return {
    currency: 'EUR',
    shipTo: { city: 'Lisboa', country: 'PT' },
    lines: lines.map((line) => ({ ...line, unitPrice: PRICE })),
    tenders: [{ method: 'card', amount: PRICE * pieces }],
    ...(shortagePolicy !== undefined && { shortagePolicy }),
  };
}

const MOST_FAULTS = 5;

export const wholeServices: Tier = {
  name: 'services',
  faultsOf: (seed) => anyFaults(new Random(seed ^ 0x2545f491), targetsOf(outlineOf(seed)), MOST_FAULTS),
  story: (seed, faults) => new OrdersStory(outlineOf(seed), seed, faults),
};
