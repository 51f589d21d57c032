const Sequencer = require('@jest/test-sequencer').default;

/*
 * Spec files that wait long (for brokers that are away, for groups to share out partitions, for whole systems to start), longest
 * first: begun last, one of them would be all that runs in the end. jest knows nothing of this on a clean clone, where it goes by the size of files.
 */
const LONG = [
  'effects.int',
  'stuck-work.int',
  'broker-away.int',
  'secured.int',
  'rights.int',
  'reactions.int',
  'process.int',
  'views.int',
  'round-trip.int',
  'start.int',
  'broker-lost.int',
  'fetch-sessions.int',
  'relay.int',
  'timers.int',
  'wrong-clock.int',
  'bus.int',
  // On systems of their own: before the one that the others share is started.
  'crash.e2e',
  'two-pods.e2e',
  'erasure.e2e',
  'rotation.e2e',
  // Counts what stands in the topics of the shared system: before others put messages there that no service has published.
  'replay.e2e',
];

/** Kills a service of the system that others share: whoever came next would wait until its group has noticed. */
const LAST = 'gateway.e2e';

const rank = ({ path }) => {
  const is = (name) => path.endsWith(`/${name}.spec.ts`);
  const at = LONG.findIndex(is);
  return is(LAST) ? LONG.length + 1 : at === -1 ? LONG.length : at;
};

/** The order in which jest begins spec files. */
module.exports = class LongFirst extends Sequencer {
  async sort(tests) {
    const sorted = await super.sort(tests);
    return [...sorted].sort((one, two) => rank(one) - rank(two));
  }
};
