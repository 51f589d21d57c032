const SEED = 0x9747b28c;
const M = 0x5bd1e995;

/** Murmur2 as Kafka's Java client computes it for keys, as a signed 32-bit integer. */
export function murmur2(data: Buffer): number {
  const length = data.length;
  const whole = length & ~3;
  let h = SEED ^ length;
  for (let i = 0; i < whole; i += 4) {
    let k = Math.imul(data.readInt32LE(i), M);
    k = Math.imul(k ^ (k >>> 24), M);
    h = Math.imul(h, M) ^ k;
  }
  h = mixTail(h, data, whole);
  h = Math.imul(h ^ (h >>> 13), M);
  return h ^ (h >>> 15);
}

function mixTail(hash: number, data: Buffer, from: number): number {
  const rest = data.length - from;
  let h = hash;
  if (rest === 3) h ^= data[from + 2]! << 16;
  if (rest >= 2) h ^= data[from + 1]! << 8;
  if (rest >= 1) h = Math.imul(h ^ data[from]!, M);
  return h;
}

/**
 * The partition of a key, the same as that of Kafka's default partitioner and of kafkajs's, so that other clients may
 * write to the same topics. Computed with 32-bit integers: kafkajs does it with BigInt, many times slower.
 */
export function partitionOf(key: string, partitions: number): number {
  return (murmur2(Buffer.from(key)) & 0x7fffffff) % partitions;
}
