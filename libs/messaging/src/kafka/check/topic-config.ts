import { ConfigResourceTypes, type Admin } from 'kafkajs';

export interface TopicConfig {
  readonly minIsr: number;
  /** -1 keeps everything. */
  readonly retentionMs: number;
  /** Of a partition; -1 keeps everything. */
  readonly retentionBytes: number;
  readonly maxMessageBytes: number;
  readonly compacted: boolean;
  /** What the broker stores: a codec, `uncompressed`, or `producer` for whatever it is sent. */
  readonly compression: string;
}

/** Configs by topic; undefined where we may not see them. */
export async function topicConfigs(
  admin: Admin,
  topics: readonly string[],
): Promise<ReadonlyMap<string, TopicConfig> | undefined> {
  if (topics.length === 0) return new Map();
  const configNames = [...['min.insync.replicas', 'retention.ms', 'retention.bytes'], 'max.message.bytes', 'cleanup.policy', 'compression.type']; // prettier-ignore
  try {
    const { resources } = await admin.describeConfigs({
      includeSynonyms: false,
      resources: topics.map((name) => ({ type: ConfigResourceTypes.TOPIC, name, configNames })),
    });
    return new Map(
      resources.map(({ resourceName, configEntries }) => {
        const values = new Map(configEntries.map(({ configName, configValue }) => [configName, configValue]));
        const number = (name: string) => Number(values.get(name));
        const config = {
          ...{ minIsr: number('min.insync.replicas'), retentionMs: number('retention.ms') },
          retentionBytes: number('retention.bytes'),
          maxMessageBytes: number('max.message.bytes'),
          compression: values.get('compression.type') ?? 'producer',
          compacted: (values.get('cleanup.policy') ?? '').includes('compact'),
        };
        return [resourceName, config] as const;
      }),
    );
  } catch (error) {
    if (/not authorized/i.test((error as Error).message)) return undefined;
    throw error;
  }
}
