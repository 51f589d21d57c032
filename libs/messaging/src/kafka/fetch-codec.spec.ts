import fc from 'fast-check';
import { decodeFetch, encodeFetch, type FetchAnswer } from './fetch-codec';
import type { FetchPlan } from './fetch-session';

interface Encoder {
  readonly buffer: Buffer;
  writeInt16(value: number): this;
  writeInt32(value: number): this;
  writeInt64(value: string): this;
  writeString(value: string): this;
  writeBuffer(value: Buffer): this;
  writeEncoder(value: Encoder): this;
  writeArray(values: Encoder[]): this;
}
const Encoder = require('kafkajs/src/protocol/encoder') as new () => Encoder;
const frame = require('kafkajs/src/protocol/request') as (given: object) => Promise<Encoder>;
const theirRequest = require('kafkajs/src/protocol/requests/fetch/v11/request') as (given: object) => object;
const theirAnswer = require('kafkajs/src/protocol/requests/fetch/v11/response') as {
  decode(bytes: Buffer): Promise<FetchAnswer>;
};
const theirRecord = require('kafkajs/src/protocol/recordBatch/record/v0') as (given: object) => Encoder;
const { RecordBatch } = require('kafkajs/src/protocol/recordBatch/v0') as {
  RecordBatch(given: object): Promise<Encoder>;
};

const topic = fc.stringMatching(/^[a-zA-Z0-9._-]{1,40}$/);
const offset = fc.maxSafeInteger().map((value) => String(Math.abs(value)));
const int32 = fc.nat({ max: 2 ** 31 - 1 });
const plan: fc.Arbitrary<FetchPlan> = fc.record({
  sessionId: int32,
  sessionEpoch: fc.integer({ min: -1, max: 2 ** 31 - 1 }),
  topics: fc.array(
    fc.record({
      topic,
      partitions: fc.array(fc.record({ partition: int32, fetchOffset: offset, maxBytes: int32 }), { maxLength: 5 }),
    }),
  ),
  forgotten: fc.array(fc.record({ topic, partitions: fc.array(int32, { maxLength: 5 }) })),
});
const limits = fc.record({
  maxWaitTime: int32,
  minBytes: int32,
  maxBytes: int32,
  isolationLevel: fc.constantFrom(0, 1),
  rackId: fc.string({ unit: 'binary', maxLength: 20 }),
});
const head = fc.record({ correlationId: int32, clientId: fc.string({ unit: 'binary', maxLength: 20 }) });

const text = fc.string({ maxLength: 40 });
/** kafkajs misreads headers with names that every object has: what becomes of those is compared where records are. */
const headerName = text.filter((name) => !(name in {}));
const batch = fc.record({
  firstOffset: offset,
  firstTimestamp: fc.nat({ max: 2 ** 42 }),
  maxTimestamp: fc.nat({ max: 2 ** 42 }),
  transactional: fc.boolean(),
  producerId: fc.integer({ min: -1, max: 1_000 }),
  records: fc.array(
    fc.record({ key: text, value: text, headers: fc.dictionary(headerName, text, { noNullPrototype: true }) }),
    {
      minLength: 1,
      maxLength: 4,
    },
  ),
});
const answered = fc.record({
  partition: int32,
  errorCode: fc.constantFrom(0, 0, 0, 1, 6),
  high: offset,
  aborted: fc.array(fc.tuple(offset, offset), { maxLength: 2 }),
  replica: fc.constantFrom(-1, -1, -1, 7),
  batches: fc.array(batch, { maxLength: 3 }),
  /** So many bytes are missing at the end, as where the limit of bytes has cut them off. */
  cut: fc.nat({ max: 60 }),
});
type Answered = typeof answered extends fc.Arbitrary<infer T> ? T : never;

async function partitionBytes({
  partition,
  errorCode,
  high,
  aborted,
  replica,
  batches,
  cut,
}: Answered): Promise<Encoder> {
  const written = batches.map(({ records, ...of }) =>
    RecordBatch({ ...of, records: records.map((given, index) => theirRecord({ ...given, offsetDelta: index })) }),
  );
  const whole = Buffer.concat((await Promise.all(written)).map(({ buffer }) => buffer));
  const bytes = whole.subarray(0, whole.length - (batches.length > 1 ? cut : 0));
  return new Encoder()
    .writeInt32(partition)
    .writeInt16(errorCode)
    .writeInt64(high)
    .writeInt64(high)
    .writeInt64(errorCode === 0 ? '0' : '-1')
    .writeArray(aborted.map(([id, first]) => new Encoder().writeInt64(id).writeInt64(first)))
    .writeInt32(replica)
    .writeInt32(bytes.length)
    .writeBuffer(bytes);
}

describe('our codec of fetches', () => {
  it('writes the bytes that kafkajs writes, header and all', async () => {
    await fc.assert(
      fc.asyncProperty(head, limits, plan, async (given, figures, { forgotten: forgottenTopics, ...asked }) => {
        const request = theirRequest({ replicaId: -1, ...figures, ...asked, forgottenTopics });
        const theirs = await frame({ ...given, request });
        const ours = encodeFetch(given, figures, { ...asked, forgotten: forgottenTopics });
        expect(ours.toString('hex')).toBe(theirs.buffer.toString('hex'));
      }),
    );
  });

  it('writes a request of a running session in 49 bytes and its names', () => {
    const figures = { maxWaitTime: 200, minBytes: 1, maxBytes: 4096, isolationLevel: 1, rackId: '' };
    const nothing = { sessionId: 0x01020304, sessionEpoch: 5, topics: [], forgotten: [] };
    const bytes = encodeFetch({ correlationId: 9, clientId: 'me' }, figures, nothing);
    const expected =
      '0000002f' + // 47 bytes follow
      '0001000b' + // fetch, version 11
      '00000009' + // correlation
      '00026d65' + // client
      'ffffffff' + // no replica
      '000000c8' + // wait
      '00000001' + // at least
      '00001000' + // at most
      '01' + // committed only
      '01020304' + // session
      '00000005' + // epoch
      '00000000' + // partitions
      '00000000' + // forgotten
      '0000'; // rack
    expect(bytes.toString('hex')).toBe(expected);
  });

  it('reads what kafkajs reads, and leaves out the partitions that say nothing', async () => {
    const response = fc.record({
      throttle: int32,
      errorCode: fc.constantFrom(0, 70, 71),
      sessionId: int32,
      topics: fc.array(fc.record({ topic, partitions: fc.array(answered, { maxLength: 3 }) }), { maxLength: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(response, async ({ throttle, errorCode, sessionId, topics }) => {
        const written = topics.map(async (each) =>
          new Encoder().writeString(each.topic).writeArray(await Promise.all(each.partitions.map(partitionBytes))),
        );
        const bytes = new Encoder().writeInt32(throttle).writeInt16(errorCode).writeInt32(sessionId);
        bytes.writeArray(await Promise.all(written));
        const ours = decodeFetch(bytes.buffer);
        const theirs = await theirAnswer.decode(bytes.buffer);
        const all = theirs.responses.flatMap(({ partitions }) => partitions);
        expect(ours).toEqual({ ...theirs, answered: all.length, responses: withSomething(theirs.responses, topics) });
      }),
    );
  });

  it('leaves compressed records to kafkajs', async () => {
    const records = [theirRecord({ key: 'k', value: 'v' })];
    const plain = (await RecordBatch({ records })).buffer;
    const packed = Buffer.from(plain);
    packed.writeInt16BE(1, 21);
    const answer = (bytes: Buffer) => {
      const partition = new Encoder().writeInt32(3).writeInt16(0).writeInt64('9').writeInt64('9').writeInt64('0');
      partition.writeArray([]).writeInt32(-1).writeInt32(bytes.length).writeBuffer(bytes);
      const topics = [new Encoder().writeString('a').writeArray([partition])];
      return new Encoder().writeInt32(0).writeInt16(0).writeInt32(1).writeArray(topics).buffer;
    };
    expect(decodeFetch(answer(plain)).responses[0]?.partitions[0]?.messages).toHaveLength(1);
    expect(decodeFetch(answer(packed)).responses[0]?.partitions[0]).toMatchObject({ messages: [], undecoded: packed });
  });
});

type Topics = { partitions: Answered[] }[];

function withSomething(responses: FetchAnswer['responses'], topics: Topics): FetchAnswer['responses'] {
  const says = ({ batches, errorCode, replica }: Answered) => batches.length > 0 || errorCode !== 0 || replica !== -1;
  return responses
    .map(({ topicName, partitions }, at) => {
      return { topicName, partitions: partitions.filter((_, index) => says(topics[at]!.partitions[index]!)) };
    })
    .filter(({ partitions }) => partitions.length > 0);
}
