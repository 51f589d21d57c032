import { zstdCompressSync } from 'node:zlib';
import { eventually, testBackend, uniqueName } from '@entrepot/testing';
import { CompressionCodecs, CompressionTypes } from 'kafkajs';
import { kafkaClient, KafkaBus, type RawMessage } from '../src/index';
import { dropTopics } from './drop-topics';

const brokers = testBackend().brokers.split(',');
const topicPrefix = uniqueName('compressed');
const bus = new KafkaBus({ brokers, clientId: 'reader', topicPrefix });

afterAll(async () => {
  await bus.close();
  await dropTopics(brokers, topicPrefix);
});

describe('a topic that we have made', () => {
  it('can be read whatever somebody else compresses with', async () => {
    await bus.ensureTopics([{ name: 'door', partitions: 1 }]);
    const compress = ({ buffer }: { buffer: Buffer }) => Promise.resolve(zstdCompressSync(buffer));
    const decompress = () => Promise.reject(new Error('Zstandard cannot be read'));
    CompressionCodecs[CompressionTypes.ZSTD] = () => ({ compress, decompress });
    const sender = kafkaClient({ brokers, clientId: 'sender' }).producer();
    await sender.connect();
    const topic = `${topicPrefix}-door`;
    await sender.send({ topic, compression: CompressionTypes.ZSTD, messages: [{ key: 'k', value: 'hello' }] });
    await sender.disconnect();
    const read: RawMessage[] = [];
    let fault: Error | undefined;
    const reading = await bus.read('reader', ['door'], {
      assigned: () => Promise.resolve(),
      received: (_generation, _from, messages) => void read.push(...messages),
      failed: (error) => void (fault = error),
    });
    await eventually(() => Promise.resolve(read.length > 0 || fault !== undefined), Boolean, 30_000);
    expect(fault).toBeUndefined();
    expect(read.map(({ value }) => value?.toString())).toEqual(['hello']);
    await reading.leave();
  });
});
