import {
  PaymentAuthorised,
  PaymentCaptured,
  PaymentDeclined,
  PaymentExtended,
  PaymentExtensionDeclined,
  PaymentRefunded,
  PaymentReleased,
} from '@entrepot/contracts/payments';
import type {
  PaymentCaptureRequested,
  PaymentExtensionRequested,
  PaymentRequested,
  RefundRequested,
} from '@entrepot/contracts/orders';
import type { AnyEvent } from '@entrepot/kernel';
import type { OrderEvent } from '../../src/domain/order-event';
import type { Choices } from './choices';
import { Inbox, type Mail, type Neighbour } from './neighbour';

/**
 * `flaky`: captures and refunds may come to nothing, and people move money at the provider. `mended`: only refunds come to nothing,
 * and people give back at the provider what was missed.
 */
export type ProviderMood = 'reliable' | 'flaky' | 'mended';

/** One payment with its provider: answers, captures, gives back; every minor unit moved is told once. */
export class PaymentsModel implements Neighbour {
  status: 'none' | 'authorising' | 'authorised' | 'declined' | 'released' = 'none';
  captured = 0;
  refunded = 0;
  /** Authorised and neither captured nor let go. */
  authorised = 0;
  private request?: PaymentRequested;
  /** Extensions that the provider has not answered. */
  private readonly extending: PaymentExtensionRequested[] = [];
  private released = false;
  private byHand = 0;
  private readonly paid = new Set<string>();
  private readonly inbox = new Inbox();

  /** What was asked for and came to nothing, less what people moved since. */
  readonly missed = { captures: 0, refunds: 0 };
  /** What people gave back at the provider, without being asked, beyond what was missed. */
  givenBackByHand = 0;
  /** What they gave back of what was missed. */
  private madeGood = 0;

  constructor(
    private readonly mail: Mail,
    private readonly mood: ProviderMood,
  ) {}

  take(request: AnyEvent): void {
    const { type } = request as OrderEvent;
    const mine = [
      ...['PaymentRequested', 'PaymentExtensionRequested', 'PaymentCaptureRequested', 'PaymentReleaseRequested'],
      'RefundRequested',
    ];
    if (mine.includes(type)) this.inbox.put('payment', request);
  }

  get isBusy(): boolean {
    return this.inbox.waiting.length > 0 || this.status === 'authorising' || this.extending.length > 0;
  }

  act(choices: Choices): void {
    if (this.status === 'authorising' && (this.inbox.waiting.length === 0 || choices.seldom(3))) {
      return this.answer(choices);
    }
    if (this.extending.length > 0 && (this.inbox.waiting.length === 0 || choices.seldom(2))) {
      return this.answerExtension(this.extending.shift()!, choices);
    }
    const event = this.inbox.take(choices) as OrderEvent | undefined;
    if (event?.type === 'PaymentRequested') this.start(event);
    if (event?.type === 'PaymentExtensionRequested') this.extending.push(event);
    if (event?.type === 'PaymentCaptureRequested') this.capture(event, choices);
    if (event?.type === 'PaymentReleaseRequested') this.release();
    if (event?.type === 'RefundRequested') this.refund(event, choices);
  }

  private start(request: PaymentRequested): void {
    this.request = request;
    this.status = 'authorising';
  }

  private answer(choices: Choices): void {
    const { tenders, total } = this.request!;
    const immediate = tenders.filter(({ capture, tenderId }) => capture === 'immediate' && !this.paid.has(tenderId));
    const [first] = immediate;
    const way = choices.below(4);
    if (way === 1 && first !== undefined) return this.takeAtOnce(first);
    if (way === 2) return this.decline();
    const before = way === 3;
    if (before) immediate.forEach((tender) => this.takeAtOnce(tender));
    this.status = 'authorised';
    const captured = tenders
      .filter(({ capture }) => capture === 'immediate')
      .reduce((all, { amount }) => all + amount, 0);
    this.tell(new PaymentAuthorised({ ...this.named, amount: total, captured }));
    if (!before) immediate.forEach((tender) => this.takeAtOnce(tender));
    this.authorised = total - this.captured;
  }

  /** Declined where nothing is open any more; late answers come, too. */
  private answerExtension({ extensionId, tender }: PaymentExtensionRequested, choices: Choices): void {
    const { amount } = tender;
    if (this.status !== 'authorised' || this.released || choices.seldom(4)) {
      return this.tell(new PaymentExtensionDeclined({ ...this.named, extensionId, reason: 'no money' }));
    }
    const captured = tender.capture === 'immediate' ? amount : 0;
    if (captured > 0) this.takeAtOnce(tender);
    else this.authorised += amount;
    this.tell(new PaymentExtended({ ...this.named, extensionId, amount, captured }));
  }

  private takeAtOnce({ tenderId, amount }: { tenderId: string; amount: number }): void {
    this.paid.add(tenderId);
    this.captured += amount;
    this.tell(new PaymentCaptured({ ...this.named, captureId: tenderId, amount }));
  }

  private decline(): void {
    this.status = 'declined';
    this.giveAllBack();
    this.tell(new PaymentDeclined({ ...this.named, reason: 'insufficient-funds' }));
  }

  private release(): void {
    this.released = true;
    const refunded = this.status === 'authorising' ? this.giveAllBack() : 0;
    if (this.status === 'authorising') this.status = 'released';
    this.tell(new PaymentReleased({ ...this.named, voided: this.authorised, refunded }));
    this.authorised = 0;
  }

  private giveAllBack(): number {
    const amount = this.captured - this.refunded;
    if (amount > 0) this.tell(new PaymentRefunded({ ...this.named, refundId: 'given-back', amount }));
    this.refunded += amount;
    return amount;
  }

  private capture({ captureId, amount: asked }: PaymentCaptureRequested, choices: Choices): void {
    const amount = this.mood === 'flaky' && choices.seldom(3) ? 0 : Math.min(asked, this.authorised);
    this.missed.captures += asked - amount;
    // What was refused to be given back has paid for something since: people gave it back all the same.
    if (this.mood !== 'flaky' && this.missed.captures > this.madeGood)
      throw new Error(`asked to capture ${asked} of ${amount}`);
    this.collect(captureId, amount);
  }

  private refund({ refundId, amount: asked }: RefundRequested, choices: Choices): void {
    const isRefused = this.mood !== 'reliable' && choices.seldom(3);
    const amount = isRefused ? 0 : Math.min(asked, this.captured - this.refunded);
    if (!isRefused && this.mood !== 'flaky' && amount < asked)
      throw new Error(`asked to give back ${asked} of ${this.captured - this.refunded}`);
    this.missed.refunds += asked - amount;
    this.giveBack(refundId, amount);
    if (this.mood === 'mended' && isRefused) this.moveByHand(choices);
  }

  /** Somebody captures or gives back at the provider. */
  moveByHand(choices: Choices): void {
    if (this.mood === 'reliable' || this.status !== 'authorised') return;
    this.byHand += 1;
    const id = `by-hand-${this.byHand}`;
    if (this.mood === 'flaky' && choices.below(2) === 0) {
      const taken = some(this.authorised, choices);
      this.missed.captures = Math.max(0, this.missed.captures - taken);
      return this.collect(id, taken);
    }
    const amount = some(this.mood === 'mended' ? this.missed.refunds : this.captured - this.refunded, choices);
    const madeGood = Math.min(amount, this.missed.refunds);
    this.missed.refunds -= madeGood;
    this.madeGood += madeGood;
    this.givenBackByHand += amount - madeGood;
    this.giveBack(id, amount);
  }

  private collect(captureId: string, amount: number): void {
    this.authorised -= amount;
    this.captured += amount;
    this.tell(new PaymentCaptured({ ...this.named, captureId, amount }));
  }

  private giveBack(refundId: string, amount: number): void {
    this.refunded += amount;
    this.tell(new PaymentRefunded({ ...this.named, refundId, amount }));
  }

  private get named() {
    return { paymentId: this.request!.paymentId, orderId: this.request!.orderId };
  }

  private tell(fact: AnyEvent & { orderId: string }): void {
    this.mail.post('payment', fact);
  }
}

/** All of it, half or little: people move what they mean to. */
function some(most: number, choices: Choices): number {
  const way = choices.below(3);
  return way === 2 ? choices.below(most + 1) : Math.floor(most / (way + 1));
}
