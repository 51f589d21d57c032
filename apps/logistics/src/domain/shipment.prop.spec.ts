import type { TrackingStatus } from '@entrepot/contracts/shared';
import fc from 'fast-check';
import { ShipmentWorld, type Line } from '../../test/shipment-world';
import type { ShipmentEvent } from './shipment-event';
import { REGISTERED, whereaboutsAfter } from './tracking-course';

const pick = fc.nat({ max: 9 });
const line = fc.constantFrom<Line>('answers', 'answers', 'answers', 'lost-after', 'lost-before');
const moves: TrackingStatus[] = [
  ...(['collected', 'in_transit', 'out_for_delivery', 'attempt_failed', 'exception', 'returning'] as const),
  ...(['delivered', 'returned', 'lost', 'expired'] as const),
];

/** Everything that can happen to a shipment, in any order. */
const step = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('attempt' as const), index: pick, line }) },
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('settle' as const), index: pick }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('deliver' as const), index: pick, again: fc.boolean() }) },
  { weight: 6, arbitrary: fc.constant({ kind: 'hear' as const }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('move' as const),
      to: fc.constantFrom(...moves),
      skew: fc.integer({ min: -5, max: 5 }),
      tells: fc.boolean(),
    }),
  },
  // Often enough nothing goes wrong: calls are answered, and webhooks come at once.
  { weight: 6, arbitrary: fc.constant({ kind: 'work' as const }) },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('news' as const),
      to: fc.constantFrom('collected', 'collected', 'in_transit', ...moves),
    }),
  },
  { weight: 4, arbitrary: fc.constant({ kind: 'void' as const }) },
  { weight: 4, arbitrary: fc.constant({ kind: 'intercept' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'label' as const }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('pass' as const), hours: fc.constantFrom(1, 30, 400) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('mood' as const),
      bookings: fc.boolean(),
      interceptions: fc.boolean(),
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

class Play {
  readonly world = new ShipmentWorld();
  /** Questions that were not ignored: each is to be answered. */
  voids = 0;
  interceptions = 0;

  async take(next: Step): Promise<void> {
    const { world } = this;
    switch (next.kind) {
      case 'attempt': {
        const open = world.openIntents();
        const intent = open[next.index % Math.max(open.length, 1)];
        return intent === undefined ? undefined : world.attempt(intent, next.line);
      }
      case 'settle':
        return world.settle(next.index);
      case 'work':
        return world.work();
      case 'news':
        this.move(next.to, 0, true);
        return world.hearAll();
      case 'deliver':
        return world.deliver(next.index, next.again);
      case 'hear':
        return world.hear();
      case 'move':
        return this.move(next.to, next.skew, next.tells);
      case 'void':
        this.voids += isTaken(world.story.voidAsked());
        return;
      case 'intercept':
        this.interceptions += isTaken(world.story.interceptionAsked());
        return;
      case 'label':
        if (world.story.shipment.status === 'label-failed') world.story.labelAskedAgain();
        return;
      case 'pass':
        world.story.pass(next.hours);
        return void world.story.silenceWakes();
      case 'mood':
        world.carrier.refusesBookings = next.bookings;
        world.carrier.refusesInterceptions = next.interceptions;
        return;
    }
  }

  /** After its end a parcel moves no more, whatever comes; a label expires only unused. */
  private move(to: TrackingStatus, skew: number, tells: boolean): void {
    const status = this.status;
    if (status === undefined || ['delivered', 'returned', 'lost', 'expired'].includes(status)) return;
    if (to === 'expired' && status !== 'registered') return;
    this.world.move(to, skew, tells);
  }

  private get status(): string | undefined {
    const number = this.world.number();
    return number === undefined ? undefined : this.world.carrier.parcel(number)?.status;
  }

  /** The carrier recovers, brings what it has to an end, and is asked what it did not tell. */
  async end(): Promise<void> {
    const { world } = this;
    world.carrier.refusesBookings = false;
    world.carrier.refusesInterceptions = false;
    await world.drain();
    if (world.story.shipment.status === 'label-failed') {
      world.story.labelAskedAgain();
      await world.drain();
    }
    const number = world.number();
    const parcel = number === undefined ? undefined : world.carrier.parcel(number);
    // A parcel that a depot sent although its label was given back arrives as well.
    const moves = parcel !== undefined && (parcel.status !== 'voided' || parcel.news.length > 0);
    if (moves) this.move(parcel.callingBack ? 'returned' : 'delivered', 0, false);
    for (let days = 0; days < 200; days += 14) {
      await world.drain();
      world.story.pass(24 * 14);
      world.story.silenceWakes();
    }
    await world.drain();
  }
}

const isTaken = ([first = '']: readonly string[]): number => (first.startsWith('ignored') ? 0 : 1);
const count = (events: readonly ShipmentEvent[], ...types: string[]): number =>
  events.filter(({ type }) => types.includes(type)).length;
const place = (events: readonly ShipmentEvent[], type: string): number =>
  events.findIndex((event) => event.type === type);

function checkFacts({ world, voids, interceptions }: Play): void {
  const { events, shipment } = world.story;
  for (const type of [
    'ShipmentLabelled',
    'ShipmentPickedUp',
    'ShipmentDelivered',
    'ShipmentReturned',
    'ShipmentLost',
  ]) {
    expect(count(events, type)).toBeLessThanOrEqual(1);
  }
  expect(count(events, 'ShipmentVoided')).toBeLessThanOrEqual(1);
  expect(count(events, 'ShipmentVoided', 'ShipmentPickedUp')).toBeLessThanOrEqual(1);
  expect(world.carrier.parcels.length).toBeLessThanOrEqual(1);
  for (const end of ['ShipmentDelivered', 'ShipmentReturned', 'ShipmentLost']) {
    if (count(events, end) === 0) continue;
    expect(count(events, 'ShipmentPickedUp')).toBe(1);
    expect(place(events, 'ShipmentPickedUp')).toBeLessThan(place(events, end));
  }
  expect(count(events, 'ShipmentVoidRefused')).toBeLessThanOrEqual(voids);
  expect(count(events, 'ShipmentIntercepted', 'InterceptionFailed')).toBeLessThanOrEqual(interceptions);
  if (shipment.status === 'voided') expect(count(events, 'ShipmentPickedUp')).toBe(0);
  const told = world.story.reports.map(({ carrierEventId }) => carrierEventId);
  expect(new Set(told).size).toBe(told.length);
}

const ANSWERS: Readonly<Record<string, readonly string[]>> = {
  LabelRequested: ['ShipmentLabelled', 'LabelFailed'],
  VoidRequested: ['ShipmentVoided', 'ShipmentVoidRefused'],
  InterceptionRequested: ['ShipmentIntercepted', 'InterceptionFailed'],
};

/** The carrier is asked to change one thing at a time. */
function checkIntents({ world }: Play): void {
  let open: string | undefined;
  for (const { type } of world.story.events) {
    if (open !== undefined && ANSWERS[open]?.includes(type)) open = undefined;
    if (!(type in ANSWERS)) continue;
    expect(open).toBeUndefined();
    open = type;
  }
}

function checkCourse({ world }: Play): void {
  let at = REGISTERED;
  for (const event of world.story.events) {
    if (event.type !== 'ShipmentProgressed') continue;
    const next = whereaboutsAfter(at, event);
    expect(next.stage).toBeGreaterThanOrEqual(at.stage);
    at = next;
  }
}

function checkEnd({ world, voids, interceptions }: Play): void {
  const { events, shipment } = world.story;
  expect(['delivered', 'returned', 'lost', 'voided']).toContain(shipment.status);
  expect(world.openIntents()).toEqual([]);
  expect('open' in shipment ? shipment.open : undefined).toBeUndefined();
  expect(count(events, 'ShipmentIntercepted', 'InterceptionFailed')).toBe(interceptions);
  // A label that expires unused is voided unasked.
  const unasked = shipment.status === 'voided' && world.carrier.parcels[0]?.status === 'expired';
  const voidAnswers = count(events, 'ShipmentVoided', 'ShipmentVoidRefused');
  expect(voidAnswers - voids).toBeGreaterThanOrEqual(0);
  expect(voidAnswers - voids).toBeLessThanOrEqual(unasked ? 1 : 0);
  const parcel = world.carrier.parcels[0];
  if (parcel?.status === 'voided' && parcel.news.length === 0) expect(shipment.status).toBe('voided');
  if (parcel !== undefined && ['delivered', 'returned', 'lost'].includes(parcel.status)) {
    expect(shipment.status).toBe(parcel.status);
  }
}

describe('a shipment', () => {
  it('comes to the end that its carrier knows, each fact told once, however the world is shuffled', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40, size: 'max' }), async (steps) => {
        const play = new Play();
        play.world.story.requested();
        for (const next of steps) {
          await play.take(next);
          checkFacts(play);
        }
        await play.end();
        checkFacts(play);
        checkIntents(play);
        checkCourse(play);
        checkEnd(play);
      }),
      { numRuns: 400 },
    );
  });
});
