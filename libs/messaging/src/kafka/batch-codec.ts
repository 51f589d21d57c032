import { BytesReader } from './bytes-reader';
import { decodeRecord, varintAt, type BatchContext } from './record-codec';

export type DecodedRecord = ReturnType<typeof decodeRecord>;

const HEAD = 61;
const SHORTEST = 49;
const MAGIC_AT = 16;
const ATTRIBUTES_AT = 21;
const MAGIC = 2;
const COMPRESSED = 0x7;
const APPEND_TIME = 0x8;
const TRANSACTIONAL = 0x10;
const CONTROL = 0x20;

/**
 * The records of a partition's part of an answer: record batches, of which the last one may be cut off. Undefined where one is
 * compressed or of an older format.
 */
export function decodeBatches(bytes: Buffer): DecodedRecord[] | undefined {
  const records: DecodedRecord[] = [];
  let at = 0;
  while (bytes.length - at >= SHORTEST) {
    const end = at + 12 + bytes.readInt32BE(at + 8);
    if (bytes[at + MAGIC_AT] !== MAGIC) return undefined;
    if (end > bytes.length) break;
    if ((bytes.readInt16BE(at + ATTRIBUTES_AT) & COMPRESSED) !== 0) return undefined;
    readBatch(bytes.subarray(at, end), records);
    at = end;
  }
  return records;
}

function readBatch(bytes: Buffer, into: DecodedRecord[]): void {
  const context = readContext(bytes);
  let at = HEAD;
  for (let left = bytes.readInt32BE(HEAD - 4); left > 0; left -= 1) {
    const { value: length, next } = varintAt(bytes, at);
    at = next + length;
    into.push(decodeRecord(bytes.subarray(next, at), context));
  }
}

/** What kafkajs says of a batch to each of its records. */
function readContext(bytes: Buffer): BatchContext {
  const from = new BytesReader(bytes);
  const firstOffset = String(from.long());
  from.at += 4;
  const partitionLeaderEpoch = from.int32();
  from.at = ATTRIBUTES_AT;
  const attributes = from.int16();
  return {
    firstOffset,
    partitionLeaderEpoch,
    inTransaction: (attributes & TRANSACTIONAL) !== 0,
    isControlBatch: (attributes & CONTROL) !== 0,
    timestampType: (attributes & APPEND_TIME) === 0 ? 0 : 1,
    lastOffsetDelta: from.int32(),
    firstTimestamp: String(from.long()),
    maxTimestamp: String(from.long()),
    producerId: String(from.long()),
    producerEpoch: from.int16(),
    firstSequence: from.int32(),
    magicByte: MAGIC,
  } as BatchContext;
}
