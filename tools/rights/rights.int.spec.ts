import { KafkaBus, kafkaClient } from '@entrepot/messaging';
import { checkConnections, kafkaConnection, launchService, mongoOptions, type ServiceConfig } from '@entrepot/platform';
import { eventually, type SecuredBackend } from '@entrepot/testing';
import {
  AclOperationTypes,
  AclPermissionTypes,
  AclResourceTypes,
  ResourcePatternTypes,
  type AclEntry,
  type Kafka,
} from 'kafkajs';
import { mongo } from 'mongoose';
import request from 'supertest';
import { parseConfig } from '../../libs/platform/src/config/parse-config';
import { definitionOf } from '../../libs/platform/src/start/launch.module';
import { configOf, moduleOf } from '../cluster/apps';
import { entriesOf, environmentFor, grantByScript, makeUsers, passwordOf, startBackend } from './granted-backend';
import { allRights, rightsOf } from './rights';

jest.setTimeout(240_000);

/** Its rights are made by Kafka's own tool. */
const BY_SCRIPT = 'catalog';
let backend: SecuredBackend;

const configFor = (service: string, prefix?: string) =>
  parseConfig(configOf(service), environmentFor(service, backend, prefix)) as ServiceConfig;

async function saidOf(service: string, prefix?: string): Promise<string[]> {
  const { problems, warnings } = await checkConnections(configFor(service, prefix), definitionOf(moduleOf(service)));
  return [...problems, ...warnings].filter((sentence) => !sentence.startsWith('MONGODB_URI'));
}

async function aclsOf(service: string): Promise<string[]> {
  const { resources } = await backend.admin.describeAcls({
    ...{ principal: `User:${service}`, host: '*', permissionType: AclPermissionTypes.ALLOW },
    ...{ resourceType: AclResourceTypes.ANY, resourcePatternType: ResourcePatternTypes.ANY, operation: 1 },
  } as never);
  return resources
    .flatMap(({ resourceType, resourceName, resourcePatternType, acls }) =>
      acls.map(({ operation }) => said({ resourceType, resourceName, resourcePatternType, operation })),
    )
    .sort();
}

type Told = Pick<AclEntry, 'resourceType' | 'resourceName' | 'resourcePatternType' | 'operation'>;
const said = ({ resourceType, resourceName, resourcePatternType, operation }: Told) =>
  [resourceType, resourceName, resourcePatternType, operation].join(' ');

/** What the check says that it did not say before, while one right is missing. */
async function missingOne(service: string, entry: AclEntry, prefix?: string): Promise<string[]> {
  const before = await saidOf(service, prefix);
  await backend.admin.deleteAcls({ filters: [entry] });
  const isNew = (sentence: string) => !before.includes(sentence);
  const found = await eventually(() => saidOf(service, prefix), (sentences) => sentences.some(isNew), 5_000); // prettier-ignore
  await backend.admin.createAcls({ acl: [entry] });
  await eventually(() => saidOf(service, prefix), (sentences) => !sentences.some(isNew)); // prettier-ignore
  return found.filter(isNew);
}

beforeAll(async () => {
  backend = await startBackend();
  const passwords = allRights().map(({ service }) => [
    `MONGODB_PASSWORD_${service.toUpperCase()}`,
    passwordOf(service),
  ]);
  await makeUsers(backend, Object.fromEntries(passwords) as Record<string, string>);
  await grantByScript(backend, BY_SCRIPT);
  const others = allRights().filter(({ service }) => service !== BY_SCRIPT);
  await backend.admin.createAcls({ acl: others.flatMap((rights) => entriesOf(rights)) });
});

afterAll(() => backend?.stop());

describe('the scripts of rights', () => {
  it('give a user what its service needs, and nothing else', async () => {
    const wanted = entriesOf(rightsOf(BY_SCRIPT)).map(said).sort();
    expect(await eventually(() => aclsOf(BY_SCRIPT), (found) => found.length >= wanted.length)).toEqual(wanted); // prettier-ignore
  });

  it('leave the passwords of users alone that are there, and do not make one without', async () => {
    await makeUsers(backend, {});
    await expect(makeUsers(backend, { TOPIC_PREFIX: 'x' })).resolves.toBeUndefined();
    await makeUsers(backend, {});
    await backend.root.db('admin').command({ dropUser: 'returns' });
    await expect(makeUsers(backend, {})).rejects.toThrow('MONGODB_PASSWORD_RETURNS is missing');
    await makeUsers(backend, { MONGODB_PASSWORD_RETURNS: passwordOf('returns') });
  });
});

describe('a service with its rights and no others', () => {
  it.each(allRights())('$service starts, is in its group, and misses nothing', async ({ service }) => {
    const running = await launchService(moduleOf(service), configOf(service), environmentFor(service, backend));
    try {
      const ready = await eventually(async () => (await request(running.url).get('/health/ready')).status, (status) => status === 200); // prettier-ignore
      expect(ready).toBe(200);
      expect((await request(running.url).get('/health')).body).toMatchObject({ status: 'ok', warnings: [] });
    } finally {
      await running.stop();
    }
  });

  it.each(allRights())('$service misses nothing of its topics once they are there', async ({ service }) => {
    expect(await saidOf(service)).toEqual([]);
  });

  it('deletes what others sent in plain, as orders does for an erasure', async () => {
    const topic = 'orders.intake.v1';
    const importer = { resourceName: topic, operation: AclOperationTypes.WRITE };
    await backend.admin.createAcls({ acl: [{ ...entriesOf(rightsOf('catalog'))[0]!, ...importer }] });
    const producer = kafkaClient(kafkaConnection(configFor('catalog'), 'importer')).producer();
    await producer.connect();
    const sent = () => producer.send({ topic, messages: [{ partition: 0, value: '{}' }] }).then(() => true, () => false); // prettier-ignore
    expect(await eventually(sent, (done) => done)).toBe(true);
    await producer.disconnect();
    await backend.admin.deleteAcls({ filters: [{ ...entriesOf(rightsOf('catalog'))[0]!, ...importer }] });
    const connection = kafkaConnection(configFor('orders'), 'orders');
    const admin = kafkaClient(connection).admin();
    const bus = new KafkaBus(connection);
    await Promise.all([admin.connect(), bus.connect()]);
    await admin.setOffsets({ groupId: 'orders', topic, partitions: [{ partition: 0, offset: '1' }] });
    await bus.deleteSettled('orders', topic);
    const [first] = (await admin.fetchTopicOffsets(topic)).filter(({ partition }) => partition === 0);
    expect(first).toMatchObject({ low: '1', high: '1' });
    await Promise.all([admin.disconnect(), bus.close()]);
  });

  it('publishes, reads what it published, sees how far others are, and rebuilds what it shows of others', async () => {
    const { url, stop } = await launchService(moduleOf('catalog'), configOf('catalog'), environmentFor('catalog', backend)); // prettier-ignore
    const call = (method: 'get' | 'post', path: string, key = 'key-of-acme') =>
      request(url)
        [method](path)
        .set({ authorization: `Bearer ${key}`, 'idempotency-key': path });
    try {
      const file = 'productId,title,sku,price,currency\np1,Shirt,A,19.90,EUR\n';
      const imported = await call('post', '/v1/imports').set('content-type', 'text/csv').send(file);
      expect([imported.status, imported.body]).toMatchObject([201, { products: 1 }]);
      expect((imported.body as { readers: object[] }).readers).toContainEqual({ group: 'orders', caughtUp: false });
      const shown = async () => (await call('get', '/v1/products')).body as { items: object[] };
      expect((await eventually(shown, ({ items }) => items.length > 0)).items).toMatchObject([{ productId: 'p1' }]);
      const views = '/v1/operations/views';
      expect((await call('post', `${views}/admissions/rebuild`, 'key-of-the-operator')).status).toBe(202);
      type Listed = { items: { name: string; state: string; builtAt?: string; error?: string }[] };
      const admissions = async () =>
        ((await call('get', views)).body as Listed).items.find(({ name }) => name === 'admissions');
      const isOver = (state: string | undefined) => state === 'live' || state === 'failed';
      const rebuilt = await eventually(admissions, (view) => isOver(view?.state), 30_000);
      expect(rebuilt).toMatchObject({ state: 'live', builtAt: expect.any(String) as string });
    } finally {
      await stop();
    }
  });
});

describe('the check at the start', () => {
  it('names each right that catalog misses while its topics are there', async () => {
    const [own, create] = [entriesOf(rightsOf('catalog')), 5];
    for (const entry of own.filter(({ operation }) => operation !== create)) {
      expect(await missingOne('catalog', entry)).toEqual([expect.stringMatching(sentenceFor(entry))]);
    }
  });

  it('names each right to create that catalog misses while its topics are not there', async () => {
    const entries = entriesOf(rightsOf('catalog'), 'bare-');
    await backend.admin.createAcls({ acl: entries });
    await eventually(() => saidOf('catalog', 'bare'), (sentences) => sentences.length === 0); // prettier-ignore
    for (const entry of entries.filter(({ operation }) => operation === 5)) {
      expect(await missingOne('catalog', entry, 'bare')).toEqual([expect.stringMatching(sentenceFor(entry))]);
    }
  });

  it('names that orders may not delete what was sent to it in plain', async () => {
    const [entry] = entriesOf(rightsOf('orders')).filter(({ operation }) => operation === 6);
    expect(await missingOne('orders', entry!)).toEqual([
      expect.stringMatching(/^KAFKA_SASL_USERNAME: topic orders.intake.v1: .*\(ACL Delete\)/),
    ]);
  });

  it('names that data keys may not be written', async () => {
    const admin = backend.root.db('admin');
    const role = { role: 'readWrite', db: 'entrepot-keys' };
    await admin.command({ revokeRolesFromUser: 'orders', roles: [role] });
    await admin.command({ grantRolesToUser: 'orders', roles: [{ ...role, role: 'read' }] });
    const { problems } = await checkConnections(configFor('orders'), definitionOf(moduleOf('orders')));
    expect(problems).toContain(
      'MONGODB_URI: our user may not write in database entrepot-keys: grant it readWrite there',
    );
    await makeUsers(backend, {});
  });
});

const WORDS: Readonly<Record<number, string>> = {
  3: 'Read',
  4: 'Write',
  5: 'Create',
  8: 'Describe',
  10: 'DescribeConfigs',
};

function sentenceFor({ resourceName, operation }: AclEntry): RegExp {
  const right = `\\(ACL ${WORDS[operation]}\\)`;
  return new RegExp(operation === 10 ? right : `${resourceName.replaceAll('.', '\\.')}.*${right}`);
}

describe('the user of a service', () => {
  let kafka: Kafka;
  beforeAll(
    () => (kafka = kafkaClient({ ...kafkaConnection(configFor('catalog'), 'catalog'), retry: { retries: 1 } })),
  );

  it.each(['orders.intake.v1', 'orders.order.v1', 'access.admission.v1'])(
    'of catalog cannot write to %s',
    async (topic) => {
      const producer = kafka.producer({ allowAutoTopicCreation: false });
      await producer.connect();
      const send = producer.send({ topic, messages: [{ key: 'acme/x', value: '{}' }] });
      await expect(send).rejects.toThrow(/not authorized/i);
      await producer.disconnect();
    },
  );

  it.each([
    ['orders.intake.v1', 'catalog.rebuild.x'],
    ['payments.payment.v1', 'catalog'],
    ['catalog.product.v1', 'orders'],
  ])('of catalog cannot read %s in the group %s', async (topic, groupId) => {
    const consumer = kafka.consumer({ groupId, retry: { retries: 0, restartOnFailure: () => Promise.resolve(false) } });
    const crashed = new Promise<never>((_, reject) => {
      consumer.on('consumer.crash', ({ payload }) => reject(payload.error));
    });
    const reading = async () => {
      await consumer.connect();
      await consumer.subscribe({ topic, fromBeginning: true });
      await consumer.run({ eachMessage: () => Promise.resolve() });
      await crashed;
    };
    crashed.catch(() => undefined);
    await expect(reading()).rejects.toThrow(/not authorized/i);
    await consumer.disconnect();
  });

  it('of catalog has no way into the offsets of others, their topics, or their databases', async () => {
    const admin = kafka.admin();
    await admin.connect();
    const ofPayments = admin.fetchOffsets({ groupId: 'payments', topics: ['catalog.product.v1'] });
    // In the words of kafkajs: it is not told who coordinates a group that it may not see.
    await expect(ofPayments).rejects.toThrow('Failed to find group coordinator');
    const ofOwn = admin.fetchOffsets({ groupId: 'catalog', topics: ['catalog.product.v1'] });
    await expect(ofOwn).resolves.toHaveLength(1);
    await expect(admin.deleteTopics({ topics: ['catalog.product.v1'] })).rejects.toThrow(/not authorized/i);
    const visible = rightsOf('catalog').grants.flatMap(({ resource, names }) => (resource === 'topic' ? names : []));
    expect((await admin.listTopics()).sort()).toEqual([...visible].sort());
    await admin.disconnect();
    const config = configFor('catalog');
    const client = new mongo.MongoClient(config.mongodbUri, mongoOptions(config));
    for (const name of ['entrepot-orders', 'entrepot-keys', 'entrepot-access']) {
      const events = client.db(name).collection('events');
      await expect(events.findOne()).rejects.toMatchObject({ code: 13 });
      await expect(events.insertOne({ at: 1 })).rejects.toMatchObject({ code: 13 });
    }
    await client.close();
  });
});
