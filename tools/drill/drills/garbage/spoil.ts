import type { IHeaders, Message } from 'kafkajs';
import type { Sample } from './samples';

/** Of what is spoiled, where it is sent, and whether it can be handled by nobody. */
export interface Spoiled {
  readonly kind: string;
  readonly topic: string;
  readonly partition: number;
  readonly message: Message;
  /** Whoever reads its type has to give it up. */
  readonly isPoison?: true;
}

/** In the ids of all that no service has sent. */
export const MARK = 'drill-garbage';
const OVERSIZED_BYTES = 900_000;

const again = ({ topic, partition, message: { key, value, headers } }: Sample, kind: string): Spoiled => ({
  ...{ kind, topic, partition },
  message: { key, value, ...(headers ? { headers } : {}) },
});

/** What was sent before, once more: as it was, backwards, and long after. Readers drop all of it. */
export function repeats(samples: readonly Sample[]): Spoiled[] {
  return [
    ...samples.slice(-5).map((sample) => again(sample, 'duplicate')),
    ...[...samples].reverse().map((sample) => again(sample, 'reordered')),
    ...samples.slice(0, 5).map((sample) => again(sample, 'delayed')),
  ];
}

/** Headers of an event that nobody has sent: on a stream of its own, so that it is no copy. */
export function foreignHeaders(headers: IHeaders | undefined, count: number): IHeaders {
  const id = String(headers?.['ce_id'] ?? '');
  const [merchant = 'demo', kind = 'order'] = id.split('/');
  const stream = `${merchant}/${kind}/${MARK}-${count}`;
  const { ce_previous: _, ...rest } = headers ?? {};
  return { ...rest, ce_id: `${stream}/0000000001#0`, ce_subject: stream };
}

/** Messages that can be read by nobody, made of one that could. `next` gives numbers that are never given twice. */
export function poisons(sample: Sample, next: () => number): Spoiled[] {
  const { topic, partition, message } = sample;
  const { key } = message;
  const value = message.value ?? Buffer.alloc(0);
  const spoiled = (kind: string, changed: Partial<Message>): Spoiled => {
    const headers = foreignHeaders(message.headers, next());
    return { kind, topic, partition, message: { key, value, headers, ...changed }, isPoison: true };
  };
  return [
    spoiled('truncated', { value: value.subarray(0, Math.floor(value.length / 2)) }),
    spoiled('without a body', { value: null }),
    spoiled('a bare number', { value: '42' }),
    spoiled('bytes that are no text', { value: Buffer.from([0xff, 0xfe, 0x00, 0x80]) }),
  ];
}

/** Nearly as large as brokers take. */
export function oversized({ topic, partition, message: { key, headers } }: Sample, next: () => number): Spoiled[] {
  const value = JSON.stringify({ nonsense: 'x'.repeat(OVERSIZED_BYTES) });
  const message = { key, value, headers: foreignHeaders(headers, next()) };
  return [{ kind: 'oversized', topic, partition, message, isPoison: true }];
}

/** Messages that no system of ours would send. */
export function aliens({ topic, partition, message }: Sample, next: () => number): Spoiled[] {
  const foreign = foreignHeaders(message.headers, next());
  const { ce_merchantid: _, ...unnamed } = foreignHeaders(message.headers, next());
  const odd = { 'a\0b': 'zero', $where: 'dollar', 'a.b': 'dot', '': 'nothing' };
  const alien = (kind: string, changed: Message): Spoiled => ({ kind, topic, partition, message: changed });
  return [
    alien('without headers', { key: MARK, value: 'hello' }),
    alien('without key, headers and body', { key: null, value: null }),
    alien('of an unknown type', { key: MARK, value: '{}', headers: { ...foreign, ce_type: 'SomethingElse' } }),
    alien('with an id that is none', { key: MARK, value: '{}', headers: { ...foreign, ce_id: `%E0%A4/${MARK}` } }),
    alien('without a merchant', { key: MARK, value: '{', headers: unnamed }),
    alien('with headers that no database takes as names', { key: MARK, value: '{', headers: { ...foreign, ...odd } }),
    alien('of a type that every object has', {
      key: MARK,
      value: '{}',
      headers: { ...foreign, ce_type: 'constructor' },
    }),
  ];
}
