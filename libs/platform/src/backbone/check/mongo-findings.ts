import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAway } from '@entrepot/messaging';
import { mongo } from 'mongoose';
import type { ServiceConfig } from '../../config/service.config';
import { databaseOf, databaseOfKeys } from '../databases';
import type { Connecting } from './kafka-wishes';
import { mongoOptions } from '../mongo-options';
import { hostsOf, isRefused, isUnauthorized, mongoSentence } from '../mongo-words';

/** Sentences; a problem keeps the service from its work. */
export interface Verdict {
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
}

const OLDEST_MAJOR = 6;
const SELECTION_MS = 5_000;
const MAJORITY_MS = 5_000;
const LOOK_AGAIN_MS = 500;
const WRITE_TIMED_OUT = 64;

/**
 * Looks whether a service can work with this MongoDB, by doing what it will do: in a collection of each of its databases that is gone
 * afterwards. `patienceMs`: how long it looks again and again at what may be better a moment later: nobody answers, a primary is being
 * elected, a majority is slow.
 */
export async function checkMongo(config: ServiceConfig, service: Connecting, patienceMs: number): Promise<Verdict> {
  const until = performance.now() + patienceMs;
  for (;;) {
    const { problems, mayPass } = await look(config, service);
    if (!mayPass || performance.now() >= until) return { problems, warnings: [] };
    await sleep(LOOK_AGAIN_MS);
  }
}

interface Look {
  readonly problems: readonly string[];
  /** Each of the problems may be over a moment later. */
  readonly mayPass: boolean;
}

async function look(config: ServiceConfig, service: Connecting): Promise<Look> {
  const { mongodbUri: uri } = config;
  const client = new mongo.MongoClient(uri, {
    ...mongoOptions(config),
    ...{ serverSelectionTimeoutMS: SELECTION_MS, appName: `entrepot-${service.name}-check` },
    writeConcern: { w: 'majority', journal: true, wtimeoutMS: MAJORITY_MS },
  });
  try {
    await client.connect();
    const problems = await serverProblems(client, uri);
    if (problems.length > 0) return { problems, mayPass: false };
    const trials = databasesOf(config, service).map((name) => trialFailures(client.db(name), uri));
    const failures = (await Promise.all(trials)).flat();
    return {
      problems: [...new Set(failures.map(({ text }) => text))],
      mayPass: failures.length > 0 && failures.every(({ error }) => isPassing(error)),
    };
  } catch (error) {
    return (
      (await withoutPrimary(error, config)) ?? { problems: [mongoSentence(error, uri)], mayPass: isPassing(error) }
    );
  } finally {
    await client.close();
  }
}

/** Whether time alone may heal it: not so for users, rights and certificates. */
function isPassing(error: unknown): boolean {
  return isAway(error) && !isRefused(error);
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
async function withoutPrimary(error: unknown, config: ServiceConfig): Promise<Look | undefined> {
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
    if (hello['setName'] === undefined) return { problems: [noReplicaSet(uri)], mayPass: false };
    const asked = /[?&]replicaSet=([^&]+)/.exec(uri)?.[1];
    if (asked !== undefined && asked !== hello['setName']) {
      const other = `MONGODB_URI: the replica set at ${host} is called ${hello['setName']}, not ${asked}`;
      return { problems: [other], mayPass: false };
    }
    const none = `MONGODB_URI: the replica set at ${hostsOf(uri)} has no primary: a majority of its members must be up`;
    return { problems: [none], mayPass: true };
  } catch {
    return undefined;
  } finally {
    await client.close();
  }
}

function tlsIn(uri: string): string {
  return /[?&](?:tls|ssl)=true/.test(uri) ? '?tls=true' : '';
}

interface Failure {
  readonly text: string;
  readonly error: unknown;
}

/** What the service will do, one after the other, each with what it is called when it is not allowed. */
async function trialFailures(db: mongo.Db, uri: string): Promise<Failure[]> {
  const collection = db.collection(`start-check-${randomBytes(6).toString('hex')}`);
  const { collectionName } = collection;
  const trials: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['create collections', () => db.createCollection(collectionName)],
    ['create indexes', () => collection.createIndex({ at: 1 })],
    ['write', () => collection.insertOne({ at: 1 })],
    ['read', () => collection.findOne({}, { readConcern: { level: 'majority' } })],
    ['drop collections', () => collection.drop()],
  ];
  const failures: Failure[] = [];
  for (const [what, trial] of trials) {
    const failed = (error: unknown): Failure => ({ text: trialProblem(error, what, { db, uri }), error });
    const failure = await trial().then(noFailure, failed);
    if (failure !== undefined) failures.push(failure);
  }
  return failures;
}

const noFailure = (): undefined => undefined;

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
