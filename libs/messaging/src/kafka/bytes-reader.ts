/** A place in the bytes of an answer: big-endian numbers, texts and bytes with their length in front. */
export class BytesReader {
  at = 0;

  constructor(private readonly from: Buffer) {}

  int16(): number {
    const value = this.from.readInt16BE(this.at);
    this.at += 2;
    return value;
  }

  int32(): number {
    const value = this.from.readInt32BE(this.at);
    this.at += 4;
    return value;
  }

  /** Exact up to 2^53 either way. */
  long(): number {
    const value = this.from.readInt32BE(this.at) * 2 ** 32 + this.from.readUInt32BE(this.at + 4);
    this.at += 8;
    return value;
  }

  text(): string {
    const length = this.int16();
    const start = this.at;
    this.at += length;
    return this.from.toString('utf8', start, this.at);
  }

  /** Length 0 for null. */
  bytes(): Buffer {
    const length = Math.max(this.int32(), 0);
    const start = this.at;
    this.at += length;
    return this.from.subarray(start, this.at);
  }
}
