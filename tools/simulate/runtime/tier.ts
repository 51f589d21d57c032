import { Random } from '../engine/random';
import { resultOf } from '../engine/simulation';
import { anyFaults } from '../faults';
import type { Story, Tier } from '../history';
import { brokenPromises, leftOver, staleRows } from '../world/checks';
import type { Fault } from '../world/faults';
import { World } from '../world/world';
import { Bank } from './bank';
import {
  areOver,
  hastyProblems,
  journalProblems,
  poolProblems,
  saleProblems,
  salesViewProblems,
  seenProblems,
  type Wanted,
} from './checks';
import { Desk, MERCHANT } from './desk';
import { COUNTER_HANDLERS, smallServices } from './services';
import { POISON } from './vault';

interface Visit {
  readonly atMs: number;
  readonly dueInMs: number;
  readonly cancelAfterMs?: number;
  readonly notes: readonly string[];
  readonly prolongedByMs?: number;
  /** Before it is opened, or after. */
  readonly paysTwiceAtMs?: number;
}

/** What a seed decides about a history besides its faults. */
interface Outline {
  readonly pods: readonly number[];
  readonly partitions: number;
  readonly slowestMs: number;
  readonly units: number;
  readonly rebuild?: { readonly view: string; readonly atMs: number };
  readonly visits: readonly Visit[];
}

const NAMES = ['counter', 'vault'] as const;
const HUGE = 'x'.repeat(5_000);

function outlineOf(seed: number): Outline {
  const random = new Random(seed);
  const visit = (): Visit => ({
    atMs: random.between(1, 80),
    dueInMs: random.chance(0.3) ? random.between(5, 80) : random.between(300, 900),
    ...(random.chance(0.3) && { cancelAfterMs: random.between(1, 60) }),
    notes: Array.from({ length: random.pick([0, 0, 0, 1, 1, 2, 11]) }, () =>
      random.pick([POISON, HUGE, 'well', 'well']),
    ),
    ...(random.chance(0.2) && { prolongedByMs: random.between(20, 400) }),
    ...(random.chance(0.35) && { paysTwiceAtMs: random.between(1, 70) }),
  });
  return {
    pods: NAMES.map(() => random.pick([1, 1, 2])),
    partitions: random.pick([1, 1, 2]),
    slowestMs: random.pick([1, 3, 10]),
    units: random.between(1, 4),
    visits: Array.from({ length: random.pick([1, 2, 2, 3, 4, 8]) }, visit),
    ...(random.chance(0.15) && {
      rebuild: { view: random.pick(['sales', 'journal']), atMs: random.between(20, 300) },
    }),
  };
}

/** Sales over a counter, whose money and pieces are in a vault: the runtime with as little around it as can be. */
class SalesStory implements Story {
  readonly world: World;
  private readonly bank: Bank;
  private readonly desk: Desk;
  private readonly wanted: Wanted;
  private open = 0;

  constructor(
    private readonly outline: Outline,
    seed: number,
    faults: readonly Fault[],
  ) {
    const { partitions, slowestMs, pods, visits, units } = outline;
    const services = smallServices(() => this.bank).map((plan, index) => ({ plan, pods: pods[index]! }));
    this.world = new World({ seed, services, partitions, faults, slowestMs });
    this.bank = new Bank(this.world);
    this.desk = new Desk(this.world);
    const idOf = (_: unknown, index: number) => `s${index}`;
    const twice = visits.flatMap(({ paysTwiceAtMs }, index) => (paysTwiceAtMs === undefined ? [] : [`s${index}`]));
    this.wanted = { sales: visits.map(idOf), paidTwice: twice, units };
  }

  begin(): void {
    const { desk, outline } = this;
    this.keep(desk.fill(outline.units));
    outline.visits.forEach((visit, index) => this.keep(this.play(visit, String(index))));
    const { rebuild } = outline;
    if (rebuild !== undefined) this.keep(desk.wait(rebuild.atMs).then(() => desk.rebuild(rebuild.view)));
  }

  get isOver(): boolean {
    return this.open === 0 && !this.world.hasUnfinished && areOver(this.world);
  }

  problems(): string[] {
    const { world, bank, wanted } = this;
    const counter = world.databaseOf('counter');
    return [
      ...saleProblems(world, bank, wanted),
      ...seenProblems(world),
      ...poolProblems(world, wanted),
      ...hastyProblems(world),
      ...brokenPromises(world),
      ...staleRows(counter, COUNTER_HANDLERS),
      ...journalProblems(world),
      ...salesViewProblems(world),
      ...leftOver(counter, MERCHANT, /^none$/),
      ...this.poisonProblems(),
    ];
  }

  /** What can never be read is given up, and nothing else. */
  private poisonProblems(): string[] {
    const { world } = this;
    const { log } = world.databaseOf('counter');
    const noted = log.flatMap(({ events }) => events as readonly { type: string; note?: string }[]);
    const poison = noted.filter(({ note }) => note === POISON).length;
    const vault = world.databaseOf('vault');
    const letters = resultOf(vault.deadLetters.list(MERCHANT, { limit: 100 })).items;
    // What is published again may be given up again.
    const given = new Set(letters.map(({ message }) => message.headers['ce_id'])).size;
    const strange = leftOver(vault, MERCHANT, /^claim\.poison$/);
    if (noted.some(({ note }) => note === HUGE)) strange.push('an event was recorded that cannot be published');
    if (given !== poison) strange.push(`${poison} inputs are poison, ${given} were given up`);
    return strange;
  }

  private async play({ atMs, dueInMs, ...more }: Visit, key: string): Promise<void> {
    const { desk } = this;
    const { paysTwiceAtMs, cancelAfterMs, notes, prolongedByMs } = more;
    if (paysTwiceAtMs !== undefined) this.keep(desk.wait(paysTwiceAtMs).then(() => desk.payTwice(key)));
    await desk.wait(atMs);
    await desk.open(key, dueInMs);
    notes.forEach((note, nth) => this.keep(desk.note(key, note, nth)));
    if (prolongedByMs !== undefined) this.keep(desk.prolong(key, prolongedByMs));
    if (cancelAfterMs === undefined) return;
    await desk.wait(cancelAfterMs);
    await desk.cancel(key);
  }

  /** A history is not over before everybody has got an answer. */
  private keep(work: Promise<unknown>): void {
    this.open += 1;
    work.then(
      () => (this.open -= 1),
      (error: unknown) => this.world.violations.push(`somebody was refused: ${String(error)}`),
    );
  }
}

const TARGETS = { services: NAMES, lastsMs: 250 };
const MOST_FAULTS = 5;

function podsIn({ pods }: Outline): string[] {
  return NAMES.flatMap((name, index) => Array.from({ length: pods[index]! }, (_, pod) => `${name}-${pod + 1}`));
}

export const runtimeAlone: Tier = {
  name: 'runtime',
  faultsOf: (seed) =>
    anyFaults(new Random(seed ^ 0x2545f491), { ...TARGETS, pods: podsIn(outlineOf(seed)) }, MOST_FAULTS),
  story: (seed, faults) => new SalesStory(outlineOf(seed), seed, faults),
};
