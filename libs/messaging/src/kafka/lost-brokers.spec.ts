import { outliveBrokers, seekAgain, type OutlivingGroup, type SeekingCluster } from './lost-brokers';

const named = (name: string) => Object.assign(new Error(name), { name });
const lost = named('KafkaJSConnectionError');

/** A group whose broker is gone; `refresh` and `find` are what the others say. */
function group({ refresh = () => Promise.resolve(), find = () => Promise.resolve({ nodeId: '2' }) } = {}) {
  const left = { recovered: 0, heartbeats: 0 };
  const of: OutlivingGroup = {
    groupId: 'shop',
    cluster: { refreshMetadata: refresh, findGroupCoordinator: find },
    coordinator: { nodeId: '1' },
    offsetManager: { coordinator: { nodeId: '1' } },
    heartbeat() {
      left.heartbeats += 1;
      return this.coordinator.nodeId === '1' ? Promise.reject(lost) : Promise.resolve();
    },
    recoverFromFetch(error: unknown) {
      left.recovered += 1;
      return Promise.reject(error as Error);
    },
  };
  outliveBrokers(of);
  return { of, left };
}

describe('a group whose broker is gone', () => {
  it('asks who leads now, and goes on', async () => {
    const { of, left } = group();
    await expect(of.recoverFromFetch(lost)).resolves.toBeUndefined();
    await expect(of.recoverFromFetch({ type: 'NOT_LEADER_FOR_PARTITION' })).resolves.toBeUndefined();
    expect(left.recovered).toBe(0);
  });

  it('fails with what may be tried again, where nobody answers', async () => {
    const { of } = group({ refresh: () => Promise.reject(named('KafkaJSNonRetriableError')) });
    await expect(of.recoverFromFetch(lost)).rejects.toBe(lost);
  });

  it('leaves everything else to kafkajs', async () => {
    const { of, left } = group();
    await expect(of.recoverFromFetch(named('KafkaJSOffsetOutOfRange'))).rejects.toThrow('KafkaJSOffsetOutOfRange');
    expect(left.recovered).toBe(1);
  });

  it('looks for the next coordinator beside its reading, and commits there', async () => {
    const { of, left } = group();
    await of.heartbeat({ interval: 0 });
    await new Promise((resolve) => setImmediate(resolve));
    expect([of.coordinator.nodeId, of.offsetManager?.coordinator.nodeId]).toEqual(['2', '2']);
    await of.heartbeat({ interval: 0 });
    expect(left.heartbeats).toBe(2);
  });
});

describe('the search for the coordinator of a group', () => {
  /** kafkajs's own, over brokers of which none takes the question. */
  function cluster(answer: () => Promise<unknown>): SeekingCluster {
    const { prototype } = require('kafkajs/src/cluster') as { prototype: SeekingCluster };
    const createRetry = require('kafkajs/src/retry') as (how: object) => unknown;
    const parts = {
      brokerPool: { withBroker: answer },
      retrier: createRetry({ retries: 0 }),
      logger: { debug: () => undefined },
    };
    return Object.assign(Object.create(prototype) as SeekingCluster, parts);
  }

  it('may be tried again where no broker answers it: for kafkajs it is hopeless', async () => {
    const nobody = cluster(() => Promise.resolve(undefined));
    await expect(nobody.findGroupCoordinator({ groupId: 'shop' })).rejects.toMatchObject({ retriable: false });
    seekAgain(nobody);
    await expect(nobody.findGroupCoordinator({ groupId: 'shop' })).rejects.toMatchObject({ retriable: true });
  });

  it('fails as kafkajs says for every other reason', async () => {
    const refused = cluster(() => Promise.reject(Object.assign(new Error('not yours'), { retriable: false })));
    seekAgain(refused);
    await expect(refused.findGroupCoordinator({ groupId: 'shop' })).rejects.toMatchObject({ message: 'not yours' });
  });
});
