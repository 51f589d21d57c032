import { setTimeout as sleep } from 'node:timers/promises';
import { KafkaCluster, type Say } from '@entrepot/testing';
import type { Admin } from 'kafkajs';
import { kafkaOf } from '../../connections';
import { promised, type Drill, type Outcome } from '../drill';
import { Comparison, type Sent } from './brokers/comparison';
import { onGround, withFolder } from '../ground/ground';
import { Load } from '../load/load';

const FEWEST_KILLS = 4;
const AWAY_MS = 4_000;
const TOGETHER_MS = 3_000;
const IN_SYNC_WITHIN_MS = 60_000;

export interface BrokersOptions {
  readonly orders: number;
  readonly perSecond: number;
}

/** The leader of most partitions is killed, again and again. */
export function brokers(options: BrokersOptions): Drill {
  return {
    name: 'brokers',
    does: 'three brokers (three copies, two must be there): kill -9 of the one that leads most partitions, again and again',
    seconds: 300,
    run: (say) =>
      withFolder(async (folder) => {
        const cluster = await KafkaCluster.start(folder, say);
        try {
          return await onCluster(cluster, folder, { ...options, say });
        } finally {
          await cluster.stop();
        }
      }),
  };
}

interface Settings extends BrokersOptions {
  readonly say: Say;
}

async function onCluster(cluster: KafkaCluster, dataDir: string, { say, ...pace }: Settings): Promise<Outcome> {
  const env = { TOPIC_REPLICATION: '3', TOPIC_MIN_ISR: '2', LOG_LEVEL: 'warn' };
  const options = { dataDir, say, env, backends: { brokers: cluster.brokers } };
  return onGround(options, async ({ system, target }) => {
    const admin = kafkaOf(target.backends.brokers, 'entrepot-drill').admin();
    await admin.connect();
    const comparison = await Comparison.begin(target.backends.brokers);
    const load = await Load.begin(target, { ...pace, say });
    const kills = await killing({ cluster, admin, say }, load);
    await admin.disconnect();
    const sent = await comparison.end();
    const { report, promised: common, figures } = await load.end();
    const own = [...promises(load, kills), ...compared(sent)];
    const all = { kills, restarts: system.restarts(), sent, ...figures };
    return { promised: [...own, ...common], figures: all, report };
  });
}

interface Parts {
  readonly cluster: KafkaCluster;
  readonly admin: Admin;
  readonly say: Say;
}

async function killing({ cluster, admin, say }: Parts, load: Load): Promise<number> {
  let kills = 0;
  while (load.coming || kills < FEWEST_KILLS) {
    await sleep(TOGETHER_MS);
    const { leader, leads } = await busiestLeader(admin);
    say(`kill -9 broker ${leader}, which leads ${leads} partitions`);
    await cluster.kill(leader);
    kills += 1;
    await sleep(AWAY_MS);
    await cluster.startAgain(leader);
    say(`broker ${leader} is back: in sync after ${await untilInSync(admin)} s`);
  }
  return kills;
}

async function partitionsOf(admin: Admin) {
  const { topics } = await admin.fetchTopicMetadata();
  return topics.flatMap(({ partitions }) => partitions);
}

async function busiestLeader(admin: Admin): Promise<{ leader: number; leads: number }> {
  const leads = new Map<number, number>();
  for (const { leader } of await partitionsOf(admin)) leads.set(leader, (leads.get(leader) ?? 0) + 1);
  const [busiest] = [...leads].sort(([, one], [, other]) => other - one);
  return { leader: busiest?.[0] ?? 1, leads: busiest?.[1] ?? 0 };
}

/** Two of three away at once is another drill: waits until every partition has all of its copies; gives the seconds. */
async function untilInSync(admin: Admin): Promise<number> {
  const started = performance.now();
  while (performance.now() - started < IN_SYNC_WITHIN_MS) {
    const partitions = await partitionsOf(admin).catch(() => []);
    if (partitions.length > 0 && partitions.every(({ isr, replicas }) => isr.length === replicas.length)) break;
    await sleep(250);
  }
  return Math.round((performance.now() - started) / 1000);
}

function promises(load: Load, kills: number) {
  const { answers } = load.shoppers;
  const seen = [answers.text(), ...answers.failures].join('; ');
  const worst = answers.counts.failed + answers.counts.broken + answers.counts.refused;
  return [
    promised(
      `a leader was killed at least ${FEWEST_KILLS} times while orders came in`,
      kills >= FEWEST_KILLS,
      `${kills} kills`,
    ),
    promised('orders are taken over HTTP all the time: at worst a 503 with Retry-After', worst === 0, seen),
  ];
}

/** Who had nothing acknowledged cannot have lost anything. */
export function compared({ ours, stock }: { readonly ours: Sent; readonly stock: Sent }) {
  const text = ({ acknowledged, lost, copies }: Sent) =>
    `${acknowledged} acknowledged, ${lost} of them lost, ${copies} copies`;
  return [
    promised(
      'our sends over many partitions lose nothing that was acknowledged',
      ours.lost === 0 && ours.acknowledged > 0,
      text(ours),
    ),
    promised(
      'the stock client, sending the same beside it, does lose what it acknowledged',
      stock.lost > 0,
      text(stock),
    ),
  ];
}
