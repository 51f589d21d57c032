import { Logger } from '@nestjs/common';
import type { CommitObserver } from '@entrepot/eventstore';
import { ALARMS, type Alarm, type Settlement, type Watch } from '@entrepot/messaging';
import { Counter, Gauge, Histogram } from 'prom-client';

const QUICK = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];
const SLOW = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

const commitDuration = new Histogram({
  name: 'entrepot_commit_duration_seconds',
  help: 'A group commit, from taking its inputs to the answer of the database',
  buckets: QUICK,
});
const commitInputs = new Histogram({
  name: 'entrepot_commit_inputs',
  help: 'Inputs that shared a group commit',
  buckets: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000],
});
const commitRecords = new Counter({ name: 'entrepot_commit_records_total', help: 'Records written' });
const commitBytes = new Counter({ name: 'entrepot_commit_bytes_total', help: 'Bytes of events written' });
const commitConflicts = new Counter({
  name: 'entrepot_commit_conflicts_total',
  help: 'Commits that were decided again: another writer was first, or the database refused something',
  labelNames: ['kind'],
});
const databaseAway = new Gauge({ name: 'entrepot_database_away', help: '1 while commits wait for the database' });
const consumed = new Counter({
  name: 'entrepot_messages_consumed_total',
  help: 'Messages read, wanted or not',
  labelNames: ['topic'],
});
const settled = new Counter({
  name: 'entrepot_inputs_settled_total',
  help: 'Inputs by how they ended',
  labelNames: ['handler', 'how'],
});
const took = new Histogram({
  name: 'entrepot_input_age_seconds',
  help: 'From the recording of an event to its durable result here',
  labelNames: ['handler'],
  buckets: SLOW,
});
const relayed = new Counter({ name: 'entrepot_events_relayed_total', help: 'Events published' });
const relayDelay = new Histogram({
  name: 'entrepot_relay_delay_seconds',
  help: 'Age of the oldest event of a send when Kafka had acknowledged it: from decision to published',
  buckets: SLOW,
});
const alarms = new Counter({
  name: 'entrepot_alarms_total',
  help: 'Things that should never happen',
  labelNames: ['alarm'],
});

// What has never happened is there as 0: only then does the first time show as an increase.
for (const alarm of ALARMS) alarms.inc({ alarm }, 0);

const logger = new Logger('runtime');

/** Counts commits and tells once when the database goes and comes back. */
export const commitMetrics: CommitObserver = {
  committed({ inputs, records, bytes, ms }) {
    commitInputs.observe(inputs);
    commitDuration.observe(ms / 1000);
    commitRecords.inc(records);
    commitBytes.inc(bytes);
  },
  conflict: (kind) => commitConflicts.inc({ kind }),
  away(error, tries) {
    databaseAway.set(1);
    if (tries === 1 || tries % 20 === 0)
      logger.warn('the database does not answer, inputs wait', { err: error, tries });
  },
  back() {
    databaseAway.set(0);
    logger.log('the database answers again');
  },
  fault: (error) => logger.warn('something beside the way failed', { err: error }),
};

/** Counts what goes through the handlers and the relay; alarms are logged as errors too. */
export const messageMetrics: Watch = {
  consumed: (topic: string, count: number) => consumed.inc({ topic }, count),
  settled: (handler: string, how: Settlement) => settled.inc({ handler, how }),
  took: (handler: string, ms: number) => took.observe({ handler }, ms / 1000),
  relayed(count: number, delayMs: number) {
    relayed.inc(count);
    relayDelay.observe(delayMs / 1000);
  },
  alarm(alarm: Alarm, context: Readonly<Record<string, unknown>>) {
    alarms.inc({ alarm });
    logger.error(`alarm: ${alarm}`, { alarm, ...context });
  },
};
