import { mongo } from 'mongoose';

export const REPLICA_SET = 'rs0';

const NOT_YET_INITIALIZED = 94;

type Admin = mongo.Db;

interface ReplicaSetConfig {
  _id: string;
  version: number;
  members: { _id: number; host: string }[];
}

/**
 * Makes the server at `host` the primary of a replica set of one. Resolves with undefined once it takes writes, else with
 * what is still in the way. A data folder that was last used on another port still names that port as its only member:
 * its configuration is replaced.
 */
export async function obstacleToWriting(host: string): Promise<string | undefined> {
  const timeouts = { serverSelectionTimeoutMS: 1_000, connectTimeoutMS: 1_000 };
  const client = new mongo.MongoClient(`mongodb://${host}/`, { directConnection: true, ...timeouts });
  try {
    await client.connect();
    const admin = client.db('admin');
    await configure(admin, host);
    const hello = await admin.command({ hello: 1 });
    return hello['isWritablePrimary'] === true ? undefined : 'not yet elected primary';
  } catch (error) {
    return String(error);
  } finally {
    await client.close();
  }
}

async function configure(admin: Admin, host: string): Promise<void> {
  const config = await currentConfig(admin);
  if (!config) {
    await admin.command({ replSetInitiate: { _id: REPLICA_SET, members: [{ _id: 0, host }] } });
  } else if (config.members[0]?.host !== host) {
    const moved = { ...config, version: config.version + 1, members: [{ ...config.members[0], _id: 0, host }] };
    await admin.command({ replSetReconfig: moved, force: true });
  }
}

async function currentConfig(admin: Admin): Promise<ReplicaSetConfig | undefined> {
  try {
    const { config } = await admin.command({ replSetGetConfig: 1 });
    return config as ReplicaSetConfig;
  } catch (error) {
    if ((error as { code?: number }).code === NOT_YET_INITIALIZED) return undefined;
    throw error;
  }
}

/** True when a server answers at the address; `options` say what the address does not. */
export async function answersMongo(uri: string, options: mongo.MongoClientOptions = {}): Promise<boolean> {
  const timeouts = { serverSelectionTimeoutMS: 1_500, connectTimeoutMS: 1_500 };
  const client = new mongo.MongoClient(uri, { ...options, ...timeouts });
  try {
    await client.connect();
    await client.db('admin').command({ ping: 1 });
    return true;
  } catch {
    return false;
  } finally {
    await client.close();
  }
}
