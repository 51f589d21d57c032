import { wrongClock } from '@entrepot/testing';
import { RealRig } from './real-rig';
import { timersConformance } from './timers.conformance';

const RIGHT = Date;
const DAY_MS = 86_400_000;

/** Asks for times by the right clock; the services under test have the wrong one. */
class RightlyTimedRig extends RealRig {
  override now(): number {
    return RIGHT.now();
  }
}

describe.each([
  ['a day ahead', DAY_MS],
  ['a day behind', -DAY_MS],
])('rule 21: in a process whose clock is %s', (_, offMs) => {
  let restore = (): void => undefined;
  beforeAll(() => {
    restore = wrongClock(offMs);
  });
  afterAll(() => restore());

  timersConformance('on Kafka and MongoDB', () => new RightlyTimedRig());
});
