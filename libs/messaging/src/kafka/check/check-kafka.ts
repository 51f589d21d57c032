import type { Admin } from 'kafkajs';
import { kafkaClient, type KafkaConnection } from '../kafka-client';
import { hasNoCoordinator } from '../lost-brokers';
import { tlsWords } from '../tls-words';
import { probeBroker } from './broker-probe';
import { problem, warning, type Finding } from './finding';
import { clusterOf, type Cluster } from './kafka-internals';
import { describeGroup, describeTopics, type DescribedGroup, type DescribedTopic, type Description } from './rights';
import { topicConfigs } from './topic-config';
import { namesOf, topicFindings, type TopicWish } from './topic-findings';

/** What a service wants of a cluster, under the names on the cluster. */
export interface KafkaWishes {
  readonly topics: readonly TopicWish[];
  readonly group: string;
  /** How the names of groups begin that it makes for a while; undefined: it makes none. */
  readonly passingGroups?: string;
  /** Groups of others whose progress it looks at. */
  readonly watchedGroups: readonly string[];
  /** Single copies are worth a warning, also where there is one broker only. */
  readonly production: boolean;
  /** How long brokers may be away that are starting. */
  readonly patienceMs: number;
}

const PROBE_MS = 5_000;
const KNOCK_AGAIN_MS = 500;
const RETRY = { retries: 2, initialRetryTime: 100, maxRetryTime: 500 };
const NOT_AUTHORISED = { topic: 29, group: 30 };
const UNKNOWN_TOPIC = 3;
const NOT_COORDINATOR = 16;

/**
 * Looks whether a service can work with this cluster, and how well. Changes nothing: a topic that is missing but may be created
 * is no finding. Without problems every request that the service makes will be let through.
 */
export async function checkKafka(connection: KafkaConnection, wishes: KafkaWishes): Promise<Finding[]> {
  const seeds = await knock(connection, wishes.patienceMs);
  const open = connection.brokers.filter((address) => seeds.get(address) === undefined);
  const closed = [...seeds.values()].filter((finding) => finding !== undefined);
  if (open.length === 0) return closed;
  const kafka = kafkaClient({ ...connection, brokers: open, retry: RETRY });
  const cluster = clusterOf(kafka);
  const admin = kafka.admin({ retry: RETRY });
  try {
    await cluster.connect();
    await admin.connect();
    const findings = await examine({ connection, wishes, cluster, admin });
    return [...closed.map(({ about, text }) => warning(about, text)), ...findings];
  } catch (error) {
    return [refusal(error, connection)];
  } finally {
    await Promise.allSettled([cluster.disconnect(), admin.disconnect()]);
  }
}

/** Knocks at every broker of the list; again while none opens, for so long. TLS that fails will not heal by waiting. */
async function knock({ brokers, ssl }: KafkaConnection, patienceMs: number): Promise<Map<string, Finding | undefined>> {
  const until = performance.now() + patienceMs;
  for (;;) {
    const probes = brokers.map(async (address) => [address, await probeBroker(address, ssl, PROBE_MS)] as const);
    const found = new Map(await Promise.all(probes));
    const isHopeful = [...found.values()].every((finding) => finding?.about === 'address');
    if (!isHopeful || performance.now() >= until) return found;
    await new Promise((resolve) => setTimeout(resolve, KNOCK_AGAIN_MS));
  }
}

interface Examined {
  readonly connection: KafkaConnection;
  readonly wishes: KafkaWishes;
  readonly cluster: Cluster;
  readonly admin: Admin;
}

async function examine(parts: Examined): Promise<Finding[]> {
  const { cluster, wishes } = parts;
  const broker = await cluster.brokerPool.findConnectedBroker();
  const described = await broker.connectionPool.send(describeTopics(wishes.topics.map(({ name }) => name)));
  const advertised = await advertisedFindings(parts, described);
  if (advertised.some(({ level }) => level === 'problem')) return advertised;
  return [
    ...advertised,
    ...(await missingFindings(parts, described.topics)),
    ...(await existingFindings(parts, described)),
    ...(await groupFindings(parts)),
  ];
}

/** Clients are sent from the brokers that they know to those that these name. */
async function advertisedFindings({ connection }: Examined, { brokers }: Description): Promise<Finding[]> {
  const others = brokers.filter(({ address }) => !connection.brokers.includes(address));
  const probes = others.map(async ({ id, address }) => {
    const finding = await probeBroker(address, connection.ssl, PROBE_MS);
    return finding && { ...finding, text: `broker ${id} is advertised as ${address}, but ${finding.text}` };
  });
  const found = (await Promise.all(probes)).filter((finding) => finding !== undefined);
  return found.length === brokers.length ? found : found.map(({ about, text }) => warning(about, text));
}

async function missingFindings({ admin, wishes }: Examined, topics: readonly DescribedTopic[]): Promise<Finding[]> {
  const reasons = new Map<string, string[]>();
  for (const { name, error } of topics) {
    const wish = wishes.topics.find((wanted) => wanted.name === name);
    if (wish === undefined || (error !== UNKNOWN_TOPIC && error !== NOT_AUTHORISED.topic)) continue;
    const reason = await obstacleToCreating(admin, wish, error);
    if (reason !== undefined) reasons.set(reason, [...(reasons.get(reason) ?? []), name]);
  }
  return [...reasons].map(([reason, refused]) => problem('topics', `${namesOf(refused)}: ${reason}`));
}

/** Why a topic that we do not see could not be created; undefined where it could, or was by now. */
async function obstacleToCreating(admin: Admin, wish: TopicWish, error: number): Promise<string | undefined> {
  const topic = { topic: wish.name, numPartitions: wish.partitions, replicationFactor: wish.replication };
  try {
    const isNew = await admin.createTopics({ validateOnly: true, waitForLeaders: false, topics: [topic] });
    return isNew || error === UNKNOWN_TOPIC ? undefined : 'not to be seen by our user (ACL Read)';
  } catch (thrown) {
    const [{ type, message }] = failuresOf(thrown);
    return /_AUTHORIZATION_FAILED$/.test(type ?? '')
      ? 'missing, and may not be created by our user (ACL Create)'
      : `missing, and cannot be created: ${message}`;
  }
}

interface Failure {
  readonly type?: string;
  readonly message: string;
}

/** kafkajs gathers what was refused by topic. */
function failuresOf(thrown: unknown): [Failure, ...Failure[]] {
  const { errors = [] } = thrown as { errors?: Failure[] };
  const [first = thrown as Failure, ...others] = errors;
  return [first, ...others];
}

async function existingFindings({ admin, wishes }: Examined, { topics, brokers }: Description): Promise<Finding[]> {
  const existing = topics.filter(({ error, partitions }) => error === 0 && partitions.length > 0);
  const configs = await topicConfigs(
    admin,
    existing.map(({ name }) => name),
  );
  const expectsCopies = wishes.production || brokers.length > 1;
  const found = existing.flatMap((topic) => {
    const wish = wishes.topics.find(({ name }) => name === topic.name);
    return wish === undefined ? [] : [{ wish, topic, config: configs?.get(topic.name), expectsCopies }];
  });
  const unseen = warning('user', 'min ISR, retention and message size of topics are not to be seen by our user (ACL DescribeConfigs)'); // prettier-ignore
  return [...topicFindings(found), ...(configs === undefined ? [unseen] : [])];
}

async function groupFindings({ cluster, wishes }: Examined): Promise<Finding[]> {
  const { group, passingGroups, watchedGroups } = wishes;
  const [mayUse, mayPass] = await Promise.all([
    maySee(cluster, group, 'read'),
    passingGroups === undefined || maySee(cluster, `${passingGroups}check`, 'read'),
  ]);
  const seen = await Promise.all(watchedGroups.map((name) => maySee(cluster, name, 'describe')));
  const hidden = watchedGroups.filter((_, index) => !seen[index]);
  return [
    ...(mayUse ? [] : [problem('group', `group ${group}: may not be used by our user (ACL Read)`)]),
    ...(mayPass ? [] : [warning('group', `groups ${passingGroups}*: may not be used by our user (ACL Read): views that show what others publish cannot be rebuilt`)]), // prettier-ignore
    ...(hidden.length === 0 ? [] : [warning('group', `groups ${hidden.join(', ')}: not to be seen by our user (ACL Describe): how far they are cannot be told`)]), // prettier-ignore
  ];
}

async function maySee(cluster: Cluster, group: string, right: 'read' | 'describe'): Promise<boolean> {
  const { error, rights } = await groupOf(cluster, group);
  return error !== NOT_AUTHORISED.group && (error !== 0 || rights.may(right));
}

/** Any broker refuses who may not see the group; what else we may do tells its coordinator, if there is one yet. */
async function groupOf(cluster: Cluster, group: string): Promise<DescribedGroup> {
  const broker = await cluster.brokerPool.findConnectedBroker();
  const described = await broker.connectionPool.send(describeGroup(group));
  if (described.error !== NOT_COORDINATOR) return described;
  const coordinator = await cluster.findGroupCoordinator({ groupId: group }).catch(noneYet);
  return coordinator?.connectionPool.send(describeGroup(group)) ?? described;
}

/** Whoever reads waits for it. */
function noneYet(error: unknown): undefined {
  if (!hasNoCoordinator(error)) throw error;
}

/** Why a broker that opens does not let us in. */
function refusal(error: unknown, { brokers, ssl, sasl }: KafkaConnection): Finding {
  const { name, message } = error as Error;
  const where = brokers.join(', ');
  if (/support\w* (by the server|the requested SASL mechanism)/.test(message)) {
    return problem('user', `the broker at ${where} does not know the mechanism ${sasl?.mechanism}`);
  }
  if (name === 'KafkaJSSASLAuthenticationError') {
    return problem('user', `the broker at ${where} refuses the user or the password`);
  }
  const tls = tlsWords(error);
  if (tls !== undefined) return problem('tls', `no TLS with the broker at ${where}: ${tls}`);
  if (/SASL state/.test(message)) return problem('user', `the broker at ${where} wants no user`);
  if (/closed connection|timed out|ECONNRESET|socket hang up/i.test(message)) {
    const wanted = ssl ? 'a user' : 'TLS or a user';
    return problem('address', `the broker at ${where} does not go on with us (${message}): it may want ${wanted}`);
  }
  return problem('address', `the broker at ${where} does not answer as it should: ${message}`);
}
