import { Header } from '../message/headers';
import { KnownTexts } from './known-texts';

/** A record as kafkajs hands it to its encoder. Texts are written as UTF-8. */
export interface RecordToWrite {
  readonly offsetDelta?: number;
  readonly timestampDelta?: number;
  readonly key?: Buffer | string | null;
  readonly value?: Buffer | string | null;
  readonly headers?: Readonly<Record<string, Buffer | string | readonly (Buffer | string)[]>>;
}

/** What a batch says about its records. */
export interface BatchContext {
  readonly firstOffset: string;
  readonly firstTimestamp: string;
  readonly maxTimestamp?: string;
  readonly magicByte: number;
  readonly isControlBatch?: boolean;
  readonly timestampType?: number;
}

const LOG_APPEND_TIME = 1;
const NAMES_KEPT = 200;
/** The varint of -1. */
const NULL = 1;
/** Header names are few and come with every message. */
const nameBytes = new Map<string, Buffer>();

/** The bytes of a record of message format 2, its length in front (Kafka protocol, "Record"). */
export function encodeRecord(record: RecordToWrite): Buffer {
  const { offsetDelta = 0, timestampDelta = 0, key, value, headers = {} } = record;
  const pairs = pairsOf(headers);
  let body = 1 + sizeOfVarint(timestampDelta) + sizeOfVarint(offsetDelta) + sizeOfBytes(key) + sizeOfBytes(value);
  body += sizeOfVarint(pairs.length / 2);
  for (const part of pairs) body += sizeOfBytes(part);
  const into = Buffer.allocUnsafe(sizeOfVarint(body) + body);
  let at = writeVarint(into, 0, body);
  into[at++] = 0;
  at = writeVarint(into, at, timestampDelta);
  at = writeVarint(into, at, offsetDelta);
  at = writeBytes(into, at, key);
  at = writeBytes(into, at, value);
  at = writeVarint(into, at, pairs.length / 2);
  for (const part of pairs) at = writeBytes(into, at, part);
  return into;
}

/** A name, its value, the next name and so on. */
function pairsOf(headers: NonNullable<RecordToWrite['headers']>): (Buffer | string)[] {
  const pairs: (Buffer | string)[] = [];
  for (const name in headers) {
    const value = headers[name]!;
    if (Array.isArray(value)) for (const each of value as readonly string[]) pairs.push(bytesOfName(name), each);
    else pairs.push(bytesOfName(name), value as string);
  }
  return pairs;
}

function bytesOfName(name: string): Buffer {
  const known = nameBytes.get(name);
  if (known !== undefined) return known;
  const bytes = Buffer.from(name);
  if (nameBytes.size < NAMES_KEPT) nameBytes.set(name, bytes);
  return bytes;
}

const lengthOf = (value: Buffer | string) => (typeof value === 'string' ? Buffer.byteLength(value) : value.length);

function sizeOfBytes(value: Buffer | string | null | undefined): number {
  if (value === null || value === undefined) return 1;
  const length = lengthOf(value);
  return sizeOfVarint(length) + length;
}

function writeBytes(into: Buffer, at: number, value: Buffer | string | null | undefined): number {
  if (value === null || value === undefined) return writeVarint(into, at, -1);
  const length = lengthOf(value);
  const from = writeVarint(into, at, length);
  if (typeof value !== 'string') into.set(value, from);
  // As many bytes as letters: plain ASCII, of which one-byte encodings make the same bytes in half the time.
  else if (length === value.length) into.write(value, from, length, 'latin1');
  else into.write(value, from, length, 'utf8');
  return from + length;
}

/** Zigzag varints of whole numbers up to 2^52 either way; timestamps are written as differences, so that is plenty. */
function zigzag(value: number): number {
  return value < 0 ? -value * 2 - 1 : value * 2;
}

function sizeOfVarint(value: number): number {
  let size = 1;
  for (let rest = zigzag(value); rest >= 0x80; rest = Math.floor(rest / 0x80)) size += 1;
  return size;
}

function writeVarint(into: Buffer, at: number, value: number): number {
  let rest = zigzag(value);
  let place = at;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) into[place++] = (rest % 0x80) | 0x80;
  into[place++] = rest;
  return place;
}

/** A place in the bytes of a record. */
class Reader {
  at = 0;

  constructor(private readonly from: Buffer) {}

  varint(): number {
    let value = 0;
    let scale = 1;
    let byte: number;
    do {
      byte = this.from[this.at++] ?? 0;
      value += (byte & 0x7f) * scale;
      scale *= 0x80;
    } while (byte >= 0x80);
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  byte(): number {
    return this.from.readInt8(this.at++);
  }

  bytes(): Buffer | null {
    const length = this.varint();
    if (length < 0) return null;
    const start = this.at;
    this.at += length;
    return this.from.subarray(start, this.at);
  }

  text(known?: KnownTexts): string {
    const length = this.varint();
    const start = this.at;
    this.at += length;
    return known?.textOf(this.from, start, this.at) ?? this.from.toString('utf8', start, this.at);
  }

  /** Whether null comes next. */
  get isNull(): boolean {
    return this.from[this.at] === NULL;
  }
}

/** The varint at a place, and the place after it. */
export function varintAt(from: Buffer, at: number): { value: number; next: number } {
  const reader = new Reader(from);
  reader.at = at;
  return { value: reader.varint(), next: reader.at };
}

type HeaderValue = Buffer | string | null;
type Headers = Record<string, HeaderValue | HeaderValue[]>;

/** Headers come with every message: their names are few, and so are the values of these. */
const names = new KnownTexts(Object.values(Header));
const values = new KnownTexts();
const OF_FEW_VALUES: ReadonlySet<string> = new Set([
  ...[Header.specVersion, Header.source, Header.type, Header.merchant, Header.contentType],
]);
const OF_TEXT: ReadonlySet<string> = new Set(Object.values(Header));

/** Values of headers that are ours are texts, of others bytes. Others may have the names of what every object inherits. */
function readHeaders(reader: Reader): Headers {
  const headers: Headers = {};
  for (let left = reader.varint(); left > 0; left -= 1) {
    const name = reader.text(names);
    const value = readValue(reader, name);
    const all = Object.hasOwn(headers, name) ? [headers[name]!, value].flat() : value;
    if (name === '__proto__') define(headers, name, all);
    else headers[name] = all;
  }
  return headers;
}

/** As a property of its own: assigned, this name would change what the object inherits. */
function define(headers: Headers, name: string, value: Headers[string]): void {
  Object.defineProperty(headers, name, { value, enumerable: true, writable: true, configurable: true });
}

function readValue(reader: Reader, name: string): HeaderValue {
  if (!OF_TEXT.has(name) || reader.isNull) return reader.bytes();
  return reader.text(OF_FEW_VALUES.has(name) ? values : undefined);
}

/** A record of message format 2, without its length in front, as kafkajs hands it out. */
export function decodeRecord(bytes: Buffer, batch: BatchContext) {
  const reader = new Reader(bytes);
  const attributes = reader.byte();
  const timestampDelta = reader.varint();
  const isAppendTime = batch.timestampType === LOG_APPEND_TIME && batch.maxTimestamp;
  const timestamp = isAppendTime ? batch.maxTimestamp : String(Number(batch.firstTimestamp) + timestampDelta);
  const offset = String(Number(batch.firstOffset) + reader.varint());
  const [key, value] = [reader.bytes(), reader.bytes()];
  const headers = readHeaders(reader);
  const { magicByte, isControlBatch: isControlRecord = false } = batch;
  return { magicByte, attributes, timestamp, offset, key, value, headers, isControlRecord, batchContext: batch };
}
