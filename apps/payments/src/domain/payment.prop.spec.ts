import fc from 'fast-check';
import { aCard, PaymentStory } from '../../test/payment-story';
import { PaymentWorld, type Line } from '../../test/payment-world';
import type { PaymentEvent } from './payment';
import { evolvePayment } from './payment-fold';
import { fundsOf, heldOf, isUndeclared, keptOf } from './tender';
import { PAYMENT_TRANSITIONS, TENDER_TRANSITIONS } from './transitions';

jest.setTimeout(60_000);

/** Small parts mostly, so that a tender is captured and refunded several times; sometimes more than there is. */
const amount = fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 1, max: 300 }) }, fc.integer({ min: 1, max: 6000 }));
const pick = fc.nat({ max: 20 });
const line = fc.constantFrom<Line>('answers', 'answers', 'answers', 'lost-after', 'lost-before');

const tender = fc.record({
  method: fc.constantFrom('card', 'voucher', 'wallet', 'boleto' as const),
  amount: fc.integer({ min: 1, max: 3000 }),
  capture: fc.constantFrom('manual', 'manual', 'immediate' as const),
  heldBy: fc.constantFrom('psp', 'psp', 'psp', 'marketplace' as const),
});

/** Everything that can happen to a payment, in any order. */
const step = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('attempt' as const), index: pick, line }) },
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('settle' as const), index: pick, again: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('heed' as const), index: pick, again: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('capture' as const), amount }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('refund' as const), amount }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('release' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('extend' as const), terms: tender }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('repeat' as const), index: pick }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('mood' as const),
      verdict: fc.constantFrom('accept', 'accept', 'decline', 'pending' as const),
      refuses: fc.constantFrom('nothing', 'nothing', 'captures', 'refunds' as const),
      does: fc.constantFrom('all', 'all', 'half', 'lapse', 'nothing' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('unasked' as const), amount }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('by-hand' as const),
      index: pick,
      amount,
      how: fc.constantFrom('capture', 'refund', 'void' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('decide' as const), index: pick, accepts: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('pass' as const), ms: fc.constantFrom(100, 6000) }) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

class Play {
  readonly world = new PaymentWorld();
  readonly asked: { kind: 'capture' | 'refund'; id: string; amount: number }[] = [];
  releases = 0;
  extensions = 0;

  async take(next: Step): Promise<void> {
    const { world } = this;
    switch (next.kind) {
      case 'attempt': {
        const open = world.openIntents();
        const intent = open[next.index % Math.max(open.length, 1)];
        if (intent !== undefined) await this.world.attempt(intent, next.line).catch(() => undefined);
        return;
      }
      case 'settle':
        return world.settle(next.index, next.again);
      case 'heed':
        return world.heed(next.index, next.again);
      case 'capture':
      case 'refund':
        return this.ask({ kind: next.kind, id: `${next.kind}-${this.asked.length}`, amount: next.amount });
      case 'release':
        this.releases += 1;
        world.story.releaseAsked();
        return;
      case 'extend': {
        this.extensions += 1;
        const id = `x${this.extensions}`;
        world.story.extensionAsked(id, aCard(id, next.terms.amount, next.terms));
        return;
      }
      case 'repeat':
        return this.repeat(next.index);
      case 'mood':
        world.provider.verdict = next.verdict;
        world.provider.refuses = next.refuses;
        world.provider.does = next.does;
        return;
      case 'unasked':
        world.provider.payUnasked(next.amount, 'EUR');
        return world.tell();
      case 'by-hand':
        return this.byHand(next);
      case 'decide':
        return this.decide(next.index, next.accepts);
      case 'pass':
        return world.pass(next.ms);
    }
  }

  private ask(wish: Play['asked'][number]): void {
    this.asked.push(wish);
    this.send(wish);
  }

  private repeat(index: number): void {
    const wish = this.asked[index % Math.max(this.asked.length, 1)];
    if (wish !== undefined) this.send(wish);
  }

  private send(wish: Play['asked'][number]): void {
    if (wish.kind === 'capture') this.world.story.captureAsked(wish.id, wish.amount);
    else this.world.story.refundAsked(wish.id, wish.amount);
  }

  private async byHand({ index, how, amount }: Extract<Step, { kind: 'by-hand' }>): Promise<void> {
    const payments = this.world.provider.all();
    const chosen = payments[index % Math.max(payments.length, 1)]?.providerReference;
    if (chosen === undefined) return;
    if (how === 'void') await this.world.provider.voidByHand(chosen);
    else if (how === 'refund') this.world.provider.refundByHand(chosen, amount);
    else this.world.provider.captureByHand(chosen, amount);
    this.world.tell();
  }

  private decide(index: number, accepts: boolean): void {
    const payments = this.world.provider.all();
    const chosen = payments[index % Math.max(payments.length, 1)]?.providerReference;
    if (chosen !== undefined) this.world.provider.decide(chosen, accepts);
    this.world.tell();
  }
}

async function playOf(tenders: (typeof tender extends fc.Arbitrary<infer T> ? T : never)[], steps: Step[]) {
  const play = new Play();
  play.world.story.started(...tenders.map((terms, index) => aCard(`t${index + 1}`, terms.amount, terms)));
  for (const next of steps) {
    await play.take(next);
    expectSound(play.world.story);
  }
  await play.world.settleAll();
  expectSound(play.world.story);
  return play;
}

/** Holds at every moment. Plain checks: it is looked at after every step. */
function expectSound({ current }: PaymentStory): void {
  const refuse = (what: string) => {
    throw new Error(`${what}: ${JSON.stringify(current)}`);
  };
  for (const tender of current.tenders) {
    const { captured, authorised } = fundsOf(tender);
    if (heldOf(tender) < 0) refuse('less than nothing is held');
    if (keptOf(tender) < 0) refuse('more was refunded than captured');
    if (captured > authorised) refuse('more was captured than authorised');
  }
  const ofTenders = current.tenders.filter((tender) => !isUndeclared(tender)).map(keptOf);
  const ofCaptures = current.captures.map((capture) => capture.amount - capture.refunded);
  if (sum(ofCaptures) !== sum(ofTenders)) refuse('the captures are not what the tenders say');
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function balances(story: PaymentStory): Record<string, number> {
  const found: Record<string, number> = {};
  for (const { entries } of story.all('LedgerPosted')) {
    expect(sum(entries.map((entry) => entry.debit - entry.credit))).toBe(0);
    for (const entry of entries) found[entry.account] = (found[entry.account] ?? 0) + entry.debit - entry.credit;
  }
  return found;
}

/** Our references of all calls of a kind. */
const asked = (story: PaymentStory, type: 'TenderCaptureRequested' | 'TenderRefundRequested'): string[] =>
  story.all(type).map((event) => event.reference);

function heldElsewhere({ current }: PaymentStory, tenderId: string): boolean {
  return current.tenders.some(({ terms }) => terms.tenderId === tenderId && terms.heldBy === 'marketplace');
}

const INTENTS = new Set([
  'TenderAuthorisationRequested',
  'TenderCaptureRequested',
  'TenderVoidRequested',
  'TenderRefundRequested',
]);

/** Walks through the history: every change of status is in the tables, no tender is asked for two things at once. */
function expectLawful(events: readonly PaymentEvent[]): void {
  const replay = new PaymentStory();
  for (const event of events) {
    const before = replay.payment;
    replay.payment = evolvePayment(before, event, replay.now);
    expectListed(PAYMENT_TRANSITIONS, before.status, event.type, replay.payment.status);
    if (before.status === 'none' || replay.payment.status === 'none') continue;
    for (const tender of replay.payment.tenders) {
      const was = before.tenders.find((other) => other.terms.tenderId === tender.terms.tenderId)?.status ?? 'declared';
      expectListed(TENDER_TRANSITIONS, was, event.type, tender.status);
      const isAsked = INTENTS.has(event.type) && 'tenderId' in event && event.tenderId === tender.terms.tenderId;
      if (isAsked) expect(['declared', 'pending', 'authorised', 'settled']).toContain(was);
    }
  }
}

function expectListed<S extends string>(
  table: { readonly [from in S]: Readonly<Record<string, readonly S[]>> },
  from: S,
  event: string,
  to: S,
): void {
  if (from !== to && !table[from][event]?.includes(to))
    throw new Error(`${from} + ${event} -> ${to} is not in the table`);
}

describe('a payment, whatever happens in whatever order', () => {
  const histories = [
    fc.array(tender, { minLength: 1, maxLength: 3 }),
    fc.array(step, { maxLength: 80, size: 'max' }),
  ] as const;
  const runs = { numRuns: 500 };

  it('comes to rest with books that agree with the provider, the orders and themselves', () =>
    fc.assert(
      fc.asyncProperty(...histories, async (tenders, steps) => {
        const { story, provider } = (await playOf(tenders, steps)).world;
        const booked = balances(story);
        const there = provider.all();
        expect(booked['receivable:psp'] ?? 0).toBe(sum(there.map((payment) => payment.captured - payment.refunded)));
        expect(0 - (booked['orders:captured'] ?? 0)).toBe(
          sum(story.all('PaymentCaptured').map((event) => event.amount)),
        );
        expect(booked['orders:refunded'] ?? 0).toBe(sum(story.all('PaymentRefunded').map((event) => event.amount)));
        // Undeclared money stays only where the provider refuses to give it back.
        const kept = story.current.tenders.filter((tender) => isUndeclared(tender) && fundsOf(tender).stuck);
        expect(0 - (booked['suspense:undeclared'] ?? 0)).toBe(sum(kept.map(keptOf)));
        const held = there.map((payment) =>
          payment.status === 'declined' || payment.status === 'pending'
            ? 0
            : payment.amount - payment.captured - (payment.voided ?? 0),
        );
        expect(sum(story.current.tenders.map(heldOf))).toBe(sum(held));
        if (story.current.status !== 'authorised') expect(sum(held)).toBe(0);
      }),
      runs,
    ));

  it('ends in a final state with every request answered once and no call left open', () =>
    fc.assert(
      fc.asyncProperty(...histories, async (tenders, steps) => {
        const play = await playOf(tenders, steps);
        const { current } = play.world.story;
        expect(['authorised', 'declined', 'released']).toContain(current.status);
        expect({ running: current.running, queue: current.queue, inquiries: current.inquiries }).toEqual({
          running: undefined,
          queue: [],
          inquiries: {},
        });
        for (const { kind, id, amount } of play.asked) {
          const answers = [...play.world.story.all('PaymentCaptured'), ...play.world.story.all('PaymentRefunded')]
            .filter((event) => ('captureId' in event ? event.captureId : event.refundId) === id)
            .map((event) => event.amount + (event.shortfall ?? 0));
          expect({ kind, answers }).toEqual({ kind, answers: [amount] });
        }
        const extended = [
          ...play.world.story.all('PaymentExtended'),
          ...play.world.story.all('PaymentExtensionDeclined'),
        ].map(({ extensionId }) => extensionId);
        expect([extended.length, new Set(extended).size]).toEqual([play.extensions, play.extensions]);
        if (play.releases > 0) expect(play.world.story.all('PaymentReleased')).not.toEqual([]);
        expectLawful(play.world.story.events);
      }),
      runs,
    ));

  it('has one end for every intent', () =>
    fc.assert(
      fc.asyncProperty(...histories, async (tenders, steps) => {
        const { story } = (await playOf(tenders, steps)).world;
        const ends = (types: readonly PaymentEvent['type'][], id: (event: PaymentEvent) => string | undefined) =>
          story.events.filter((event) => types.includes(event.type)).map(id);
        const once = (found: readonly (string | undefined)[]) => expect(new Set(found).size).toBe(found.length);
        once(ends(['TenderAuthorised', 'TenderPaid'], (event) => ('tenderId' in event ? event.tenderId : undefined)));
        once(asked(story, 'TenderCaptureRequested'));
        once(asked(story, 'TenderRefundRequested'));
        for (const { funds } of story.current.tenders.flatMap((found) => ('funds' in found ? [found] : []))) {
          once(funds.moves);
        }
        const captures = story.all('TenderCaptureRequested').length;
        const foreign = story.all('TenderCaptured').filter((event) => event.reference !== undefined).length;
        expect(story.all('TenderCaptured').length - foreign + story.all('TenderCaptureFailed').length).toBe(captures);
        const ours = story.all('TenderRefunded').filter((event) => event.reference === undefined).length;
        const local = story.all('TenderRefunded').filter(({ tenderId }) => heldElsewhere(story, tenderId)).length;
        expect(ours - local + story.all('TenderRefundFailed').length).toBe(story.all('TenderRefundRequested').length);
        for (const { inquiryId } of story.all('TenderInquiryRequested')) {
          const times = (type: 'TenderInquiryRequested' | 'TenderInquiryAnswered') =>
            story.all(type).filter((event) => event.inquiryId === inquiryId).length;
          expect(times('TenderInquiryAnswered')).toBeLessThanOrEqual(times('TenderInquiryRequested'));
        }
        once(story.all('LedgerPosted').map((event) => event.transactionId));
        // Orders count what is announced under one id once.
        once(story.all('PaymentCaptured').map((event) => event.captureId));
        once(story.all('PaymentRefunded').map((event) => event.refundId));
      }),
      runs,
    ));
});
