import type { ChangeLines, PlaceOrder } from '@entrepot/contracts/orders';
import { DomainError } from '@entrepot/kernel';
import type { OrderEvent } from '../../src/domain/order-event';
import type { KnownOrder, Order } from '../../src/domain/order-state';
import { isDelivered, remaining, shippedLines } from '../../src/domain/quantities';
import { soldBundles } from '../../src/domain/sold-bundles';
import { Choices } from './choices';
import { InventoryModel } from './inventory';
import { LogisticsModel } from './logistics';
import { Mail, type Fact, type Neighbour } from './neighbour';
import { OrderHost } from './order-host';
import { PaymentsModel, type ProviderMood } from './payments';
import { ReturnsModel } from './returns';

const ADDRESSES = [
  { city: 'Lisboa', country: 'PT', postalCode: '1100-148' },
  { city: 'Lisboa', country: 'PT', postalCode: '1200-001' },
  { city: 'Porto', country: 'PT', region: 'Norte' },
  { city: 'Vigo', country: 'ES' },
];

/** An order among its neighbours. A tape of choices decides who acts next, what arrives when, and how badly it goes. */
export class World {
  readonly host: OrderHost;
  readonly mail = new Mail();
  readonly inventory = new InventoryModel(this.mail);
  readonly payments: PaymentsModel;
  readonly logistics = new LogisticsModel(this.mail);
  private readonly returns = new ReturnsModel(this.mail);
  private readonly neighbours: readonly Neighbour[];
  private readonly arrived: Fact[] = [];

  constructor(
    body: PlaceOrder,
    private readonly choices: Choices,
    options: { mood: ProviderMood; check: (event: OrderEvent, before: Order, after: KnownOrder) => void },
  ) {
    this.payments = new PaymentsModel(this.mail, options.mood);
    this.neighbours = [this.inventory, this.payments, this.logistics, this.returns];
    this.host = new OrderHost((event, before, after) => {
      options.check(event, before, after);
      this.neighbours.forEach((neighbour) => neighbour.take(event));
    });
    this.host.place(body);
  }

  /** Plays the tape, then lets everything come that is still to come. Throws if the saga does not end. */
  run(): void {
    while (!this.choices.isOver) this.step();
    this.host.release();
    for (let steps = 0; steps < 3_000; steps += 1) {
      if (this.settle()) continue;
      if (this.mail.isStuck) throw new Error(`a fact waits for ever: ${JSON.stringify(this.host.order)}`);
      return;
    }
    throw new Error(`the saga does not end: ${JSON.stringify(this.host.order)}`);
  }

  private step(): void {
    const way = this.choices.below(16);
    if (way < 6) this.deliver();
    else if (way < 11) this.act();
    else if (way === 11) this.deliverAgain();
    else if (way === 12) this.sendBack();
    else if (!this.choices.seldom(3)) this.deliver();
    else if (way === 13) this.interfere();
    else if (way === 14) this.host.wake();
    else this.payments.moveByHand(this.choices);
  }

  private deliver(): boolean {
    const { waiting } = this.mail;
    const source = waiting[this.choices.below(waiting.length)];
    if (source === undefined) return false;
    const fact = this.mail.collect(source);
    if (this.takes(fact)) {
      this.arrived.push(fact);
      this.mail.resume();
    } else this.mail.putOff(source, fact);
    return true;
  }

  /** Hands the order a fact. False: what it is about has not come yet, and nothing was done. */
  private takes(fact: Fact): boolean {
    try {
      this.host.react(fact);
      return true;
    } catch (error) {
      if (error instanceof DomainError && error.code === 'order.not-delivered-yet') return false;
      throw error;
    }
  }

  private act(): boolean {
    const busy = this.neighbours.filter(({ isBusy }) => isBusy);
    const neighbour = busy[this.choices.below(busy.length)];
    neighbour?.act(this.choices);
    return neighbour !== undefined;
  }

  /** The same fact from another source, or long after. */
  private deliverAgain(): void {
    const fact = this.arrived[this.choices.below(this.arrived.length)];
    // Each word of lost pieces is of other pieces: the runtime takes it once, and the order cannot tell them apart.
    if (fact !== undefined && fact.type !== 'ExchangeReduced') this.takes(fact);
  }

  private sendBack(): void {
    const { known } = this.host;
    this.returns.inspect(known.placed.orderId, shippedLines(known, isDelivered), this.choices);
  }

  private interfere(): void {
    const way = this.choices.below(10);
    if (way === 0) return this.host.cancel();
    if (way === 1) return this.host.hold();
    if (way === 2) return this.host.release();
    if (way === 3) return this.host.changeAddress(ADDRESSES[this.choices.below(ADDRESSES.length)]!);
    if (way < 7) return this.host.changeLines(this.someChange());
    const lines = this.named();
    const line = lines[this.choices.below(lines.length)];
    if (line !== undefined)
      this.host.cancel([{ lineId: line.lineId, quantity: 1 + this.choices.below(line.quantity) }]);
  }

  /** What is still sold, by the lines that it was bought with. */
  private named(): { lineId: string; quantity: number }[] {
    const { known } = this.host;
    const alone = remaining(known).filter(({ lineId }) => known.lines.some((l) => l.lineId === lineId && !l.bundle));
    const bundles = soldBundles(known).map(({ lineId, whole }) => ({ lineId, quantity: whole }));
    return [...alone, ...bundles.filter(({ quantity }) => quantity > 0)];
  }

  /** Lines that come, grow, shrink or go, paid by card or in one step. */
  private someChange(): ChangeLines {
    const { choices } = this;
    const lines = this.named();
    const line = lines[choices.below(lines.length)];
    const sku = ['SHIRT', 'MUG', 'LAMP', 'SET'][choices.below(4)]!;
    const add = [{ sku, quantity: 1 + choices.below(3), unitPrice: choices.below(4) * 1_111 }];
    const way = choices.below(4);
    return {
      reason: 'changed mind',
      ...(way !== 1 && { add, charges: [{ type: 'tax', amount: choices.below(300) }] }),
      ...(way !== 0 && line && { change: [{ lineId: line.lineId, quantity: choices.below(line.quantity + 3) }] }),
      ...(way !== 2 && { tender: { method: 'card', capture: choices.seldom(3) ? 'immediate' : 'manual' } }),
    };
  }

  /** One step towards the end; false when nothing is left to happen. */
  private settle(): boolean {
    if (this.deliver() || this.act()) return true;
    if (this.host.dueAt === undefined) return false;
    this.host.wake();
    return true;
  }
}
