import fc from 'fast-check';
import type { RawHeaders } from '../bus/bus';
import { Header, headerText } from '../message/headers';
import { decodeRecord, encodeRecord, type RecordToWrite } from './record-codec';

const theirEncode = require('kafkajs/src/protocol/recordBatch/record/v0') as (record: RecordToWrite) => {
  buffer: Buffer;
};
const theirDecode = require('kafkajs/src/protocol/recordBatch/record/v0/decoder') as (
  from: object,
  batch: object,
) => object;
const Decoder = require('kafkajs/src/protocol/decoder') as new (bytes: Buffer) => object;

const text = fc.string({ unit: 'binary', maxLength: 300 });
const bytes = fc.uint8Array({ maxLength: 300 }).map((values) => Buffer.from(values));
const payload = fc.oneof(bytes, text);
const record = fc.record({
  offsetDelta: fc.nat({ max: 2 ** 31 - 1 }),
  timestampDelta: fc.nat({ max: 2 ** 40 }),
  key: fc.option(payload),
  value: fc.option(payload),
  headers: fc.dictionary(text, fc.oneof(payload, fc.array(payload, { minLength: 2, maxLength: 3 })), {
    maxKeys: 15,
    noNullPrototype: true,
  }),
});

/** kafkajs puts what every object inherits under a name in front of the values that were sent under it. */
function asSent(read: object): object {
  const { headers } = read as { headers: Record<string, unknown> };
  const sent = Object.entries(headers).map(([name, held]) => {
    if (!(name in {})) return [name, held] as const;
    const [, ...values] = held as unknown[];
    return [name, values.length === 1 ? values[0] : values] as const;
  });
  return { ...read, headers: Object.fromEntries(sent) };
}

/** The record without its length in front. */
function body(framed: Buffer): Buffer {
  let at = 0;
  while ((framed[at] ?? 0) >= 0x80) at += 1;
  return framed.subarray(at + 1);
}

describe('our record codec', () => {
  it('writes the bytes that kafkajs writes', () => {
    fc.assert(
      fc.property(record, (given) => {
        expect(encodeRecord(given).toString('hex')).toBe(theirEncode(given).buffer.toString('hex'));
      }),
    );
  });

  it('reads what kafkajs reads, whatever the batch says', () => {
    const batch = fc.record({
      firstOffset: fc.nat({ max: 2 ** 50 }).map(String),
      firstTimestamp: fc.nat({ max: 2 ** 42 }).map(String),
      maxTimestamp: fc.nat({ max: 2 ** 42 }).map(String),
      magicByte: fc.constant(2),
      isControlBatch: fc.boolean(),
      timestampType: fc.constantFrom(0, 1),
    });
    fc.assert(
      fc.property(record, batch, (given, context) => {
        const written = body(encodeRecord(given));
        expect(decodeRecord(written, context)).toEqual(asSent(theirDecode(new Decoder(written), context)));
      }),
    );
  });

  it('reads the headers of an event as texts, whatever they hold, and once more the same', () => {
    const given = fc.dictionary(
      fc.constantFrom(...Object.values(Header)),
      fc.oneof(text, fc.array(text, { minLength: 2 })),
      {
        noNullPrototype: true,
      },
    );
    const batch = { firstOffset: '0', firstTimestamp: '0', magicByte: 2 };
    fc.assert(
      fc.property(given, (headers) => {
        const written = body(encodeRecord({ headers }));
        for (const _ of [1, 2]) {
          const read = decodeRecord(written, batch).headers as RawHeaders;
          const theirs = (theirDecode(new Decoder(written), batch) as { headers: RawHeaders }).headers;
          for (const name in headers) expect(headerText(read, name)).toBe(headerText(theirs, name));
        }
      }),
    );
  });

  it.each(['__proto__', 'constructor', 'toString'])('reads headers with the name that every object has, %s', (name) => {
    const batch = { firstOffset: '0', firstTimestamp: '0', magicByte: 2 };
    const read = (value: string | string[]) => {
      const headers = Object.fromEntries([[name, value]]);
      const written = body(encodeRecord({ headers }));
      expect(asSent(theirDecode(new Decoder(written), batch))).toEqual(decodeRecord(written, batch));
      return Object.entries(decodeRecord(written, batch).headers);
    };
    expect(read('a')).toEqual([[name, Buffer.from('a')]]);
    expect(read(['a', 'b'])).toEqual([[name, [Buffer.from('a'), Buffer.from('b')]]]);
  });

  it('takes a header without a value for none', () => {
    const record = Buffer.concat([Buffer.from([0, 0, 0, 1, 1, 2, 10]), Buffer.from('ce_id'), Buffer.from([1])]);
    const { headers } = decodeRecord(record, { firstOffset: '0', firstTimestamp: '0', magicByte: 2 });
    expect(headerText(headers, Header.id)).toBeUndefined();
  });
});
