import { decoderOf, newEncoder, type Decoder, type Request } from './kafka-internals';

/** What the ACLs of a resource let us do; everything, on a cluster without ACLs. */
export class Rights {
  constructor(private readonly bits: number) {}

  /** Each right is the bit that Kafka numbers its operation with. A broker that does not tell is not doubted. */
  may(operation: keyof typeof OPERATIONS): boolean {
    return this.bits === UNTOLD || (this.bits & (1 << OPERATIONS[operation])) !== 0;
  }
}

const OPERATIONS = { read: 3, write: 4, create: 5, delete: 6, describe: 8 } as const;
const UNTOLD = -(2 ** 31);

export interface DescribedBroker {
  readonly id: number;
  readonly address: string;
}

export interface DescribedTopic {
  readonly name: string;
  /** Kafka's error code; 0 for none. */
  readonly error: number;
  readonly partitions: readonly { readonly leader: number; readonly replicas: number; readonly inSync: number }[];
  readonly rights: Rights;
}

export interface Description {
  readonly brokers: readonly DescribedBroker[];
  readonly topics: readonly DescribedTopic[];
}

export interface DescribedGroup {
  readonly error: number;
  readonly rights: Rights;
}

/** Metadata in version 8, the first that tells what we may do with a topic. */
export function describeTopics(topics: readonly string[]): Request<Description> {
  return {
    request: {
      ...{ apiKey: 3, apiVersion: 8, apiName: 'Metadata' },
      encode: () =>
        Promise.resolve(newEncoder().writeArray(topics).writeBoolean(false).writeBoolean(false).writeBoolean(true)),
    },
    response: { decode: (raw) => Promise.resolve(description(decoderOf(raw))), parse: (read) => Promise.resolve(read) },
  };
}

/** DescribeGroups in version 3, the first that tells what we may do with a group. */
export function describeGroup(group: string): Request<DescribedGroup> {
  return {
    request: {
      ...{ apiKey: 15, apiVersion: 3, apiName: 'DescribeGroups' },
      encode: () => Promise.resolve(newEncoder().writeArray([group]).writeBoolean(true)),
    },
    response: { decode: (raw) => Promise.resolve(groupOf(decoderOf(raw))), parse: (read) => Promise.resolve(read) },
  };
}

function description(decoder: Decoder): Description {
  decoder.readInt32();
  const brokers = decoder.readArray((at) => {
    const [id, host, port] = [at.readInt32(), at.readString(), at.readInt32()];
    at.readString();
    return { id, address: `${host}:${port}` };
  });
  decoder.readString();
  decoder.readInt32();
  return { brokers, topics: decoder.readArray(topicOf) };
}

function topicOf(decoder: Decoder): DescribedTopic {
  const [error, name] = [decoder.readInt16(), decoder.readString()];
  decoder.readBoolean();
  const partitions = decoder.readArray(partitionOf);
  return { error, name, partitions, rights: new Rights(decoder.readInt32()) };
}

function partitionOf(decoder: Decoder): DescribedTopic['partitions'][number] {
  decoder.readInt16();
  decoder.readInt32();
  const leader = decoder.readInt32();
  decoder.readInt32();
  const [replicas, inSync] = [nodes(decoder).length, nodes(decoder).length];
  nodes(decoder);
  return { leader, replicas, inSync };
}

const nodes = (decoder: Decoder): number[] => decoder.readArray((at) => at.readInt32());

function groupOf(decoder: Decoder): DescribedGroup {
  decoder.readInt32();
  const [group] = decoder.readArray((at) => {
    const error = at.readInt16();
    for (let texts = 0; texts < 4; texts += 1) at.readString();
    at.readArray(skipMember);
    return { error, rights: new Rights(at.readInt32()) };
  });
  return group ?? { error: 0, rights: new Rights(UNTOLD) };
}

function skipMember(decoder: Decoder): void {
  for (let texts = 0; texts < 3; texts += 1) decoder.readString();
  decoder.readBytes();
  decoder.readBytes();
}
