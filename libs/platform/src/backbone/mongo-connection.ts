import { createConnection, set, type Connection } from 'mongoose';
import type { ServiceConfig } from '../config/service.config';
import { StartProblems } from '../start/start-problems';
import { databaseOf } from './databases';
import { mongoOptions } from './mongo-options';
import { hostsOf, mongoSentence } from './mongo-words';

/**
 * Connects to the service's own database. Everything is written to a majority and journalled, read from what a majority has, and
 * never from memory of a connection that is gone. Throws `StartProblems` when it cannot be used.
 */
export async function connectMongo(config: ServiceConfig, service: string): Promise<Connection> {
  set('strictQuery', 'throw');
  set('sanitizeFilter', true);
  const { mongodbUri: uri } = config;
  const connection = createConnection(uri, {
    ...mongoOptions(config),
    dbName: databaseOf(config, service),
    appName: `entrepot-${service}`,
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
    throw error instanceof StartProblems ? error : new StartProblems([mongoSentence(error, uri)], error);
  }
}

async function refuseStandalone(connection: Connection, uri: string): Promise<void> {
  const hello = await connection.db!.admin().command({ hello: 1 });
  if (hello['setName'] !== undefined || hello['msg'] === 'isdbgrid') return;
  throw new StartProblems([
    `MONGODB_URI: the server at ${hostsOf(uri)} is no replica set: start mongod with --replSet rs0 and run rs.initiate() once`,
  ]);
}
