import { randomBytes } from 'node:crypto';
import { mongo } from 'mongoose';
import type { ServiceConfig } from '../../config/service.config';
import { databaseOf, databaseOfKeys } from '../databases';
import type { Connecting } from './kafka-wishes';
import { mongoOptions } from '../mongo-options';
import { hostsOf, isUnauthorized, mongoSentence } from '../mongo-words';

/** Sentences; a problem keeps the service from its work. */
export interface Verdict {
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
}

const OLDEST_MAJOR = 6;
const SELECTION_MS = 5_000;
const MAJORITY_MS = 5_000;
const WRITE_TIMED_OUT = 64;

/**
 * Looks whether a service can work with this MongoDB, by doing what it will do: in a collection of each of its databases that is gone
 * afterwards.
 */
export async function checkMongo(config: ServiceConfig, service: Connecting): Promise<Verdict> {
  const { mongodbUri: uri } = config;
  const client = new mongo.MongoClient(uri, {
    ...mongoOptions(config),
    ...{ serverSelectionTimeoutMS: SELECTION_MS, appName: `entrepot-${service.name}-check` },
    writeConcern: { w: 'majority', journal: true, wtimeoutMS: MAJORITY_MS },
  });
  try {
    await client.connect();
    const problems = await serverProblems(client, uri);
    if (problems.length > 0) return { problems, warnings: [] };
    const trials = databasesOf(config, service).map((name) => trialProblems(client.db(name), uri));
    return { problems: [...new Set((await Promise.all(trials)).flat())], warnings: [] };
  } catch (error) {
    return { problems: [(await withoutPrimary(error, config)) ?? mongoSentence(error, uri)], warnings: [] };
  } finally {
    await client.close();
  }
}

/** The databases that a service reads and writes. */
export function databasesOf(config: Pick<ServiceConfig, 'topicPrefix'>, { name, personalData }: Connecting): string[] {
  return [databaseOf(config, name), ...(personalData === undefined ? [] : [databaseOfKeys(config)])];
}

async function serverProblems(client: mongo.MongoClient, uri: string): Promise<string[]> {
  const admin = client.db('admin');
  const [hello, build] = await Promise.all([admin.command({ hello: 1 }), admin.command({ buildInfo: 1 })]);
  const problems = hello['setName'] === undefined && hello['msg'] !== 'isdbgrid' ? [noReplicaSet(uri)] : [];
  const version = String(build['version']);
  if (Number(version.split('.')[0]) < OLDEST_MAJOR) {
    problems.push(
      `MONGODB_URI: MongoDB ${version} at ${hostsOf(uri)} is too old: ${OLDEST_MAJOR}.0 or newer is needed`,
    );
  }
  return problems;
}

function noReplicaSet(uri: string): string {
  const remedy = 'start mongod with --replSet rs0 and run rs.initiate() once';
  return `MONGODB_URI: the server at ${hostsOf(uri)} is no replica set: ${remedy}`;
}

/** The driver finds nobody to write to: because there is no replica set, or because it has no primary now. */
async function withoutPrimary(error: unknown, config: ServiceConfig): Promise<string | undefined> {
  const { name } = error as Error;
  const { mongodbUri: uri } = config;
  if (name !== 'MongoServerSelectionError' || uri.startsWith('mongodb+srv:')) return undefined;
  const [host = ''] = hostsOf(uri).split(',');
  const options = { ...mongoOptions(config), directConnection: true, serverSelectionTimeoutMS: 1_000 };
  // The user is left out: who may not come in is told so elsewhere, and greeting needs none.
  const { auth: _, authSource: __, ...anonymous } = options;
  const client = new mongo.MongoClient(`mongodb://${host}/${tlsIn(uri)}`, anonymous);
  try {
    const hello = await client.db('admin').command({ hello: 1 });
    if (hello['setName'] === undefined) return noReplicaSet(uri);
    const asked = /[?&]replicaSet=([^&]+)/.exec(uri)?.[1];
    if (asked !== undefined && asked !== hello['setName']) {
      return `MONGODB_URI: the replica set at ${host} is called ${hello['setName']}, not ${asked}`;
    }
    return `MONGODB_URI: the replica set at ${hostsOf(uri)} has no primary: a majority of its members must be up`;
  } catch {
    return undefined;
  } finally {
    await client.close();
  }
}

function tlsIn(uri: string): string {
  return /[?&](?:tls|ssl)=true/.test(uri) ? '?tls=true' : '';
}

/** What the service will do, one after the other, each with what it is called when it is not allowed. */
async function trialProblems(db: mongo.Db, uri: string): Promise<string[]> {
  const collection = db.collection(`start-check-${randomBytes(6).toString('hex')}`);
  const { collectionName } = collection;
  const trials: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['create collections', () => db.createCollection(collectionName)],
    ['create indexes', () => collection.createIndex({ at: 1 })],
    ['write', () => collection.insertOne({ at: 1 })],
    ['read', () => collection.findOne({}, { readConcern: { level: 'majority' } })],
    ['drop collections', () => collection.drop()],
  ];
  const problems: string[] = [];
  for (const [what, trial] of trials) {
    const failure = await trial().then(noProblem, (error: unknown) => trialProblem(error, what, { db, uri }));
    if (failure !== undefined) problems.push(failure);
  }
  return [...new Set(problems)];
}

const noProblem = (): undefined => undefined;

function trialProblem(error: unknown, what: string, { db, uri }: { db: mongo.Db; uri: string }): string {
  const { code, message = '' } = error as { code?: number; message?: string };
  if (/requires authentication/.test(message)) return `MONGODB_URI: ${hostsOf(uri)} wants a user, and none is given`;
  if (isUnauthorized(error)) {
    return `MONGODB_URI: our user may not ${what} in database ${db.databaseName}: grant it readWrite there`;
  }
  if (code === WRITE_TIMED_OUT) {
    return `MONGODB_URI: no majority of the replica set at ${hostsOf(uri)} confirms writes: too many members are down`;
  }
  return `MONGODB_URI: it is not possible to ${what} in database ${db.databaseName}: ${message}`;
}
