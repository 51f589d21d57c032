import type { Actor } from '../engine/actor';
import type { World } from './world';

/** A call that ended with an answer that says: nothing was done. */
class Unavailable extends Error {
  readonly unknownOutcome = false;
}

/** Longer than any first try of an effect waits. */
const SLOW_MS = 2_300;

/** A call of a process to another company, which may go wrong in all the ways of calls. */
export function callOutside<T>(world: World, from: Actor, work: () => T): Promise<T> {
  const { wire, simulation } = world;
  const how = world.calls.next();
  if (how === 'slow') {
    return new Promise((resolve) => {
      wire.deliver(simulation.outside, wire.travel(), () => {
        const answer = work();
        wire.deliver(from, SLOW_MS, () => resolve(answer));
      });
    });
  }
  const refuse = (): never => {
    throw new Unavailable('503');
  };
  const fault = how === 'refused' ? undefined : how;
  const done = how === 'refused' ? refuse : work;
  return wire.ask({ from, to: simulation.outside, what: 'a call', fault, work: done });
}
