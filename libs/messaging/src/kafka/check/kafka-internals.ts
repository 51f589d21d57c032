import type { Kafka } from 'kafkajs';

/** The parts of kafkajs 2.2.4 that its own admin client keeps to itself and that asking for rights needs. */
export interface Decoder {
  readInt16(): number;
  readInt32(): number;
  readString(): string;
  readBytes(): Buffer;
  readBoolean(): boolean;
  readArray<T>(reader: (decoder: Decoder) => T): T[];
}

export interface Encoder {
  writeBoolean(value: boolean): this;
  writeArray(values: readonly string[]): this;
}

export interface Request<T> {
  readonly request: {
    readonly apiKey: number;
    readonly apiVersion: number;
    readonly apiName: string;
    readonly encode: () => Promise<Encoder>;
  };
  readonly response: {
    readonly decode: (raw: unknown) => Promise<T>;
    readonly parse: (decoded: T) => Promise<T>;
  };
}

interface Broker {
  readonly connectionPool: { send<T>(request: Request<T>): Promise<T> };
}

export interface Cluster {
  connect(): Promise<void>;
  disconnect(): Promise<void>;
  findGroupCoordinator(group: { groupId: string }): Promise<Broker>;
  readonly brokerPool: { findConnectedBroker(): Promise<Broker> };
}

/** A connection to the cluster below producers, consumers and admin clients. */
export function clusterOf(kafka: Kafka): Cluster {
  const make = Object.getOwnPropertySymbols(kafka).find(({ description }) => description?.endsWith(':createCluster'));
  const { [make ?? '']: create } = kafka as unknown as Record<
    symbol | string,
    ((options: object) => Cluster) | undefined
  >;
  if (create === undefined) throw new Error('this kafkajs makes clusters in another way');
  return create({ metadataMaxAge: 60_000, allowAutoTopicCreation: false });
}

export function newEncoder(): Encoder {
  return new (require('kafkajs/src/protocol/encoder') as new () => Encoder)();
}

export function decoderOf(raw: unknown): Decoder {
  return new (require('kafkajs/src/protocol/decoder') as new (raw: unknown) => Decoder)(raw);
}
