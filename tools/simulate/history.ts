import { causeText } from '@entrepot/eventstore';
import { START } from './engine/simulation';
import { VirtualGlobals } from './engine/virtual-globals';
import type { Fault } from './world/faults';
import type { World } from './world/world';

/** What is played in a history, and what must have come of it. */
export interface Story {
  readonly world: World;
  begin(): void;
  /** Everything has ended that was begun. */
  readonly isOver: boolean;
  /** What does not hold at the end. */
  problems(): readonly string[];
}

/** A kind of histories: what a seed stands for. */
export interface Tier {
  readonly name: string;
  faultsOf(seed: number): Fault[];
  story(seed: number, faults: readonly Fault[]): Story;
}

export interface History {
  readonly seed: number;
  readonly faults: readonly Fault[];
  /** What did not hold; empty: all did. */
  readonly violations: readonly string[];
  readonly steps: number;
  /** Equal for equal histories. */
  readonly trace: number;
  readonly virtualMs: number;
  /** What was recorded and what went wrong, line by line; only if it was asked for. */
  readonly tale?: readonly string[];
}

export interface Playing {
  /** Instead of those of the seed. */
  readonly faults?: readonly Fault[];
  readonly isTold?: boolean;
}

/** More steps than any history that ends. */
const MOST_STEPS = 50_000;
/** Longer than any saga waits for anything. */
const LONGEST_MS = 900_000;
const LOOK_EVERY_MS = 1;

const globals = new VirtualGlobals();

/** Plays a history. Must not be called from within a promise. */
export function play(tier: Tier, seed: number, playing: Playing = {}): History {
  const { faults = tier.faultsOf(seed), isTold = false } = playing;
  const story = tier.story(seed, faults);
  const { world } = story;
  const { simulation } = world;
  globals.enter(simulation, seed);
  const { stackTraceLimit } = Error;
  // Many errors are thrown and nobody looks at where, except when the history is told.
  if (!isTold) Error.stackTraceLimit = 0;
  try {
    world.start();
    story.begin();
    const end = settle(story);
    const violations = [...world.violations, ...(end === undefined ? story.problems() : [end])];
    const { steps, trace, time } = simulation;
    const tale = isTold ? { tale: tell(world) } : {};
    return { seed, faults, violations, steps, trace, virtualMs: Math.round(time - START), ...tale };
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
    globals.leave();
  }
}

/** Until everything has ended; else why it will not. */
function settle(story: Story): string | undefined {
  const { world } = story;
  const { simulation } = world;
  for (let nextLook = simulation.time; simulation.steps < MOST_STEPS;) {
    if (!simulation.isBusy && simulation.time >= nextLook) {
      const looked = look(story);
      if (typeof looked !== 'number') return looked.end;
      nextLook = simulation.time + looked;
    }
    if (!simulation.step()) return 'nothing happens any more, and not everything has ended';
  }
  const { name, occupation = 'at work' } = world.busy ?? { name: 'something', occupation: 'always due' };
  return `it does not come to rest: ${name}: ${occupation}`;
}

/** In how many milliseconds to look again; or that there is nothing to wait for. */
function look(story: Story): number | { readonly end: string | undefined } {
  const { world } = story;
  if (world.busy !== undefined) return LOOK_EVERY_MS;
  if (!world.isAwaited) {
    if (story.isOver) return { end: undefined };
    if (world.simulation.time - START > LONGEST_MS)
      return { end: 'after a quarter of an hour not everything has ended' };
    world.calm();
  } else if (world.isHolding) return LOOK_EVERY_MS;
  const { nextNews } = world;
  if (nextNews === undefined) return { end: 'nothing is under way any more, and not everything has ended' };
  // Until then nobody has anything to do: whoever looks from time to time looks once, late.
  world.simulation.jump(nextNews);
  return LOOK_EVERY_MS;
}

/** Everything that was recorded, by time. */
function tell(world: World): string[] {
  const records = [...world.databases.values()].flatMap(({ log }) => log);
  return records
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
    .map(({ _id, at, events, cause }) => {
      const ms = String(Date.parse(at) - START).padStart(6);
      return `${ms} ms  ${_id}  ${events.map(({ type }) => type).join(', ') || '-'}  <- ${causeText(cause)}`;
    });
}
