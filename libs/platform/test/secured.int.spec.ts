import { join } from 'node:path';
import { createServer } from 'node:tls';
import type { AddressInfo } from 'node:net';
import {
  allow,
  eventually,
  freePort,
  silent,
  startMongod,
  startSecuredBackend,
  TestAuthority,
  type SecuredBackend,
} from '@entrepot/testing';
import { ConfigResourceTypes } from 'kafkajs';
import request from 'supertest';
import { checkConnections, StartProblems, type Verdict } from '../src/index';
import { parseConfig } from '../src/config/parse-config';
import { CountersConfig } from './counters/counters.config';
import { countersEnvironment, KEY, launchCounters } from './counters/running-counters';

jest.setTimeout(120_000);

const TOPICS = ['counters.counter.v1', 'counters.intake.v1', 'counters.tally.v1'];
const PASSWORD = 'secret-of-counters';
const ALL = ['READ', 'WRITE', 'CREATE', 'DESCRIBE_CONFIGS'] as const;
let backend: SecuredBackend;

/** What the service `counters` is told to be let in everywhere. */
function environment(prefix: string, change: Record<string, string> = {}): Record<string, string> {
  const ca = join(backend.folder, 'authority.pem');
  const told: Record<string, string> = {
    ...countersEnvironment(prefix, 'http://127.0.0.1:9', backend),
    ...{ KAFKA_TLS: 'true', KAFKA_TLS_CA_FILE: ca, KAFKA_SASL_MECHANISM: 'scram-sha-512' },
    ...{ KAFKA_SASL_USERNAME: 'counters', KAFKA_SASL_PASSWORD_FILE: join(backend.folder, 'password') },
    ...{ MONGODB_TLS: 'true', MONGODB_TLS_CA_FILE: ca, MONGODB_USERNAME: 'counters' },
    ...{ MONGODB_PASSWORD_FILE: join(backend.folder, 'password') },
    ...change,
  };
  return told;
}

function check(prefix: string, change: Record<string, string> = {}): Promise<Verdict> {
  return checkConnections(parseConfig(CountersConfig, environment(prefix, change)), { name: 'counters' });
}

beforeAll(async () => {
  backend = await startSecuredBackend({ counters: PASSWORD });
  backend.file('authority.pem', backend.authority);
  backend.file('password', `${PASSWORD}\n`);
  backend.file('wrong', 'not-the-password');
  backend.file('other.pem', new TestAuthority('Somebody else').cert);
  const database = (prefix: string) => ({ role: 'readWrite', db: `${prefix}-entrepot-counters` });
  await backend.root.db('admin').command({
    ...{ createUser: 'counters', pwd: PASSWORD },
    roles: [database('good'), database('acl'), database('topics')],
  });
  for (const prefix of ['good', 'topics']) {
    await allow(backend.admin, 'counters', { prefix, topics: ALL, groups: ['READ'] });
  }
});

/** `retention.ms` of each topic. */
async function keptMs(prefix: string): Promise<(string | undefined)[]> {
  const named = TOPICS.map((name) => ({ type: ConfigResourceTypes.TOPIC, name: `${prefix}-${name}` }));
  const resources = named.map((resource) => ({ ...resource, configNames: ['retention.ms'] }));
  const answer = await backend.admin.describeConfigs({ includeSynonyms: false, resources });
  const values = new Map(answer.resources.map((each) => [each.resourceName, each.configEntries[0]?.configValue]));
  return named.map(({ name }) => values.get(name));
}

afterAll(() => backend?.stop());

describe('a service with TLS and users', () => {
  it('takes a request all the way through a Kafka and a MongoDB that let in nobody else', async () => {
    const service = await launchCounters(environment('good'));
    const call = (method: 'get' | 'post', path: string) =>
      request(service.url)
        [method](path)
        .set({ authorization: `Bearer ${KEY}`, 'idempotency-key': path });
    const opened = await call('post', '/v1/counters').send({ label: 'secured' });
    const { counterId } = opened.body as { counterId: string };
    expect((await call('post', `/v1/counters/${counterId}/raise`).send({ by: 3 })).body).toMatchObject({ total: 3 });
    const marks = async () => ((await call('get', '/v1/tally')).body as { marks: number }).marks;
    expect(await eventually(marks, (found) => found === 3)).toBe(3);
    expect((await call('get', '/health')).body).toMatchObject({ status: 'ok', warnings: [] });
    await service.stop();
    expect(await check('good')).toEqual({ problems: [], warnings: [] });
    expect(await keptMs('good')).toEqual(['-1', String(7 * 24 * 3_600_000), '-1']);
  });

  it('does not start with a password that is refused, and says so of both at once', async () => {
    const wrong = join(backend.folder, 'wrong');
    const started = performance.now();
    const refused = launchCounters(
      environment('good', { KAFKA_SASL_PASSWORD_FILE: wrong, MONGODB_PASSWORD_FILE: wrong }),
    ).then(
      () => [],
      (error: StartProblems) => error.problems,
    );
    expect(await refused).toEqual([
      `KAFKA_SASL_USERNAME: the broker at ${backend.brokers} refuses the user or the password`,
      expect.stringMatching(/^MONGODB_URI: 127\.0\.0\.1:\d+ refuses the user or the password$/),
    ]);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

describe('the check of the connections', () => {
  it('finds nothing where all is well, and changes nothing', async () => {
    const before = await backend.admin.listTopics();
    expect(await check('topics')).toEqual({ problems: [], warnings: [] });
    expect(await backend.admin.listTopics()).toEqual(before);
    expect(await backend.root.db('topics-entrepot-counters').collections()).toEqual([]);
  });

  it('says what is wrong with TLS', async () => {
    const other = join(backend.folder, 'other.pem');
    const { problems } = await check('good', { KAFKA_TLS_CA_FILE: other, MONGODB_TLS_CA_FILE: other });
    expect(problems).toEqual([
      `KAFKA_TLS: no TLS with the broker at ${backend.brokers}: its certificate is signed by no authority that we know`,
      expect.stringMatching(/^MONGODB_URI: no TLS with 127.*: its certificate is signed by no authority that we know$/),
    ]);
    expect((await check('good', { KAFKA_TLS_SERVER_NAME: 'kafka.example.com' })).problems).toEqual([
      `KAFKA_TLS: no TLS with the broker at ${backend.brokers}: its certificate is for another host name`,
    ]);
    expect((await check('good', await expiredBroker())).problems).toEqual([
      expect.stringMatching(/^KAFKA_TLS: .*: its certificate has expired$/),
    ]);
  });

  it('says that TLS or a user is missing', async () => {
    const plain = { KAFKA_TLS: 'false', KAFKA_TLS_CA_FILE: '', MONGODB_TLS: 'false', MONGODB_TLS_CA_FILE: '' };
    expect((await check('good', plain)).problems).toEqual([
      expect.stringMatching(/^KAFKA_BROKERS: the broker at .* does not go on with us .*: it may want TLS or a user$/),
      expect.stringMatching(/^MONGODB_URI: no MongoDB answers at /),
    ]);
    const nobody = {
      ...{ KAFKA_SASL_MECHANISM: '', KAFKA_SASL_USERNAME: '', KAFKA_SASL_PASSWORD_FILE: '' },
      ...{ MONGODB_USERNAME: '', MONGODB_PASSWORD_FILE: '' },
    };
    expect((await check('good', nobody)).problems).toEqual([
      expect.stringMatching(/^KAFKA_BROKERS: the broker at .* does not go on with us .*: it may want a user$/),
      expect.stringMatching(/^MONGODB_URI: .* wants a user, and none is given$/),
    ]);
    expect((await check('good', { KAFKA_SASL_MECHANISM: 'plain' })).problems).toEqual([
      `KAFKA_SASL_USERNAME: the broker at ${backend.brokers} does not know the mechanism plain`,
    ]);
  });

  it('names the brokers that do not answer; one that does is enough', async () => {
    const gone = `127.0.0.1:${await freePort()}`;
    expect((await check('topics', { KAFKA_BROKERS: gone })).problems).toEqual([
      `KAFKA_BROKERS: no broker answers at ${gone} (ECONNREFUSED)`,
    ]);
    expect(await check('topics', { KAFKA_BROKERS: `${gone},${backend.brokers}` })).toEqual({
      problems: [],
      warnings: [`KAFKA_BROKERS: no broker answers at ${gone} (ECONNREFUSED)`],
    });
  });

  it('names the rights that are missing', async () => {
    const topics = TOPICS.map((name) => `acl-${name}`);
    expect((await check('acl')).problems).toEqual([
      `Kafka: topics ${topics.join(', ')}: missing, and may not be created by our user (ACL Create)`,
      'Kafka: group acl-counters: may not be used by our user (ACL Read)',
    ]);
    await backend.admin.createTopics({ topics: topics.map((topic) => ({ topic, numPartitions: 2 })) });
    await allow(backend.admin, 'counters', { prefix: 'acl', topics: ['DESCRIBE'], groups: ['DESCRIBE'] });
    expect(await check('acl')).toEqual({
      problems: [
        `KAFKA_SASL_USERNAME: topics ${topics.join(', ')}: may not be read by our user (ACL Read)`,
        `KAFKA_SASL_USERNAME: topics ${topics[0]}, ${topics[2]}: may not be written by our user (ACL Write)`,
        'Kafka: group acl-counters: may not be used by our user (ACL Read)',
      ],
      warnings: [expect.stringContaining('not to be seen by our user (ACL DescribeConfigs)')],
    });
    const { problems } = await check('guests');
    expect(problems.filter((problem) => problem.startsWith('MONGODB_URI'))).toEqual(
      ['create collections', 'create indexes', 'write', 'read', 'drop collections'].map(
        (what) =>
          `MONGODB_URI: our user may not ${what} in database guests-entrepot-counters: grant it readWrite there`,
      ),
    );
  });

  it('tells what is wrong with topics', async () => {
    const [counter, intake, tally] = TOPICS.map((name) => `topics-${name}`) as [string, string, string];
    const entry = (name: string, value: string) => ({ name, value });
    await backend.admin.createTopics({
      topics: [
        {
          ...{ topic: counter, numPartitions: 2 },
          configEntries: [entry('min.insync.replicas', '2'), entry('retention.ms', String(36 * 3_600_000))],
        },
        { topic: intake, numPartitions: 1, configEntries: [entry('retention.ms', String(36 * 3_600_000))] },
        {
          ...{ topic: tally, numPartitions: 2 },
          configEntries: [
            entry('cleanup.policy', 'compact'),
            entry('max.message.bytes', '100000'),
            entry('retention.ms', '-1'),
          ],
        },
      ],
    });
    expect(await check('topics', { NODE_ENV: 'production' })).toEqual({
      problems: [
        `Kafka: topic ${counter}: min.insync.replicas 2 with 1 replica: nothing can be written`,
        `Kafka: topic ${tally}: cleanup.policy compact: Kafka throws away events that are not the last of their key`,
        `Kafka: topic ${tally}: max.message.bytes 100000: we send up to 525312`,
      ],
      warnings: [
        `Kafka: topics ${[counter, intake, tally].join(', ')}: one replica: what its broker loses is lost`,
        expect.stringMatching(`topic ${counter}: events are thrown away after 36 hours .* retention.ms=-1 keeps them`),
        expect.stringMatching(
          `topics ${[counter, intake, tally].join(', ')}: compression.type producer: .* stops this service`,
        ),
        `Kafka: topic ${intake}: 1 partition where 2 are asked for`,
        `Kafka: topic ${intake}: messages kept for only 36 hours where 7 days are asked for (retention.ms): who is away longer loses them`,
      ],
    });
  });

  it('says that a MongoDB is no replica set, whatever its address claims', async () => {
    const port = await freePort();
    const alone = await startMongod({ port, folder: join(backend.folder, 'alone'), say: silent, replicaSet: false });
    const open = { MONGODB_TLS: '', MONGODB_TLS_CA_FILE: '', MONGODB_USERNAME: '', MONGODB_PASSWORD_FILE: '' };
    try {
      for (const MONGODB_URI of [alone.address, `${alone.address}?replicaSet=rs0`]) {
        expect((await check('good', { ...open, MONGODB_URI })).problems).toEqual([
          `MONGODB_URI: the server at 127.0.0.1:${port} is no replica set: start mongod with --replSet rs0 and run rs.initiate() once`,
        ]);
      }
    } finally {
      await alone.stop();
    }
  });
});

const closers: (() => void)[] = [];
afterAll(() => closers.forEach((close) => close()));

/** Something that shows a certificate of yesterday, signed by an authority that the service is told to trust. */
async function expiredBroker(): Promise<Record<string, string>> {
  const authority = new TestAuthority();
  const server = createServer(authority.issue(['127.0.0.1'], { expired: true }));
  closers.push(() => server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    KAFKA_BROKERS: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    KAFKA_TLS_CA_FILE: backend.file('yesterday.pem', authority.cert),
  };
}
