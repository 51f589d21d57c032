import { checkConnections, mongoOptions, type ServiceConfig, type Verdict } from '@entrepot/platform';
import { mongo } from 'mongoose';
import { withBrokers } from './brokers';
import type { Finding } from './finding';
import { ownVersions, type Versions } from './own-versions';
import { OWN_SERVICES } from './services';

const PATIENCE_MS = 3_000;

/** The same check that services make before they open a door, for each of them; what several would say is said once. */
export async function backendFindings(config: ServiceConfig): Promise<Finding[]> {
  const verdicts = await Promise.all(OWN_SERVICES.map((service) => checkConnections(config, { name: service })));
  const said = (pick: (verdict: Verdict) => readonly string[], level: Finding['level']) =>
    [...new Set(verdicts.flatMap(pick))].map((sentence) => ({ what: 'connections', level, text: sentence }));
  const found = [...said(({ problems }) => problems, 'problem'), ...said(({ warnings }) => warnings, 'warning')];
  if (found.some(({ level }) => level === 'problem')) return found;
  return [{ what: 'connections', level: 'ok', text: 'Kafka and MongoDB have what every service needs' }, ...found];
}

/** Of the backends too; one that does not answer is left out: the check of the connections says why. */
export async function allVersions(config: ServiceConfig): Promise<Versions> {
  const [mongodb, brokers] = await Promise.all(
    [mongoVersion(config), brokerCount()].map((asked) => asked.catch(() => undefined)),
  );
  return {
    ...ownVersions(),
    ...(mongodb !== undefined && { mongodb: String(mongodb) }),
    ...(brokers !== undefined && { brokers: Number(brokers) }),
  };
}

async function mongoVersion(config: ServiceConfig): Promise<string> {
  const client = new mongo.MongoClient(config.mongodbUri, {
    ...mongoOptions(config),
    serverSelectionTimeoutMS: PATIENCE_MS,
  });
  try {
    return String((await client.db('admin').command({ buildInfo: 1 }))['version']);
  } finally {
    await client.close();
  }
}

async function brokerCount(): Promise<number> {
  return withBrokers(async ({ admin }) => (await admin.describeCluster()).brokers.length);
}
