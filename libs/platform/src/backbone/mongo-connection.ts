import { createConnection, set, type Connection } from 'mongoose';
import { StartProblems } from '../start/start-problems';

export interface MongoOptions {
  readonly uri: string;
  readonly database: string;
  /** Shown in the database's own logs. */
  readonly appName: string;
}

/**
 * Connects to the service's own database. Everything is written to a majority and journalled, read from what a majority has, and
 * never from memory of a connection that is gone. Throws `StartProblems` when it cannot be used.
 */
export async function connectMongo({ uri, database, appName }: MongoOptions): Promise<Connection> {
  set('strictQuery', 'throw');
  set('sanitizeFilter', true);
  const connection = createConnection(uri, {
    dbName: database,
    appName,
    autoIndex: false,
    autoCreate: false,
    bufferCommands: false,
    serverSelectionTimeoutMS: 5_000,
    noDelay: true,
    maxPoolSize: 30,
    writeConcern: { w: 'majority', journal: true },
    readConcern: { level: 'majority' },
    readPreference: 'primary',
  });
  try {
    await connection.asPromise();
    await refuseStandalone(connection, uri);
    return connection;
  } catch (error) {
    await connection.close().catch(() => undefined);
    throw error instanceof StartProblems ? error : new StartProblems([sentenceFor(error, uri)], error);
  }
}

async function refuseStandalone(connection: Connection, uri: string): Promise<void> {
  const hello = await connection.db!.admin().command({ hello: 1 });
  if (hello['setName'] !== undefined || hello['msg'] === 'isdbgrid') return;
  throw new StartProblems([
    `MONGODB_URI: the server at ${hostsOf(uri)} is no replica set: start mongod with --replSet rs0 and run rs.initiate() once`,
  ]);
}

function sentenceFor(error: unknown, uri: string): string {
  const { name = '', message = '' } = error as { name?: string; message?: string };
  if (/Auth|SCRAM|credential/i.test(message)) return `MONGODB_URI: ${hostsOf(uri)} refuses the user or the password`;
  if (/ServerSelection|Network/.test(name)) return `MONGODB_URI: no MongoDB answers at ${hostsOf(uri)} (${message})`;
  return `MONGODB_URI: ${message}`;
}

/** The hosts of a connection string, without user and password. */
function hostsOf(uri: string): string {
  return /^mongodb(?:\+srv)?:\/\/(?:[^@/]*@)?([^/?]+)/.exec(uri)?.[1] ?? 'the given address';
}
