import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kafkaClient } from '@entrepot/messaging';
import { TestAuthority } from '../embedded/certificates';
import { startKafka } from '../embedded/kafka';
import { brokerConnection, BROKER_USER, TOOL_PROPERTIES } from '../embedded/kafka-security';
import { startMongod } from '../embedded/mongod';
import { freePorts } from '../process/ports';
import { silent } from '../process/progress';
import { AclOperationTypes, AclPermissionTypes, AclResourceTypes, ResourcePatternTypes, type Admin } from 'kafkajs';
import { mongo } from 'mongoose';

export interface SecuredBackend {
  readonly brokers: string;
  readonly mongoUri: string;
  /** PEM of who signed the certificates of both. */
  readonly authority: string;
  readonly folder: string;
  /** A file that tells Kafka's own tools how to reach it as its own user. */
  readonly adminProperties: string;
  /** May do everything. */
  readonly admin: Admin;
  readonly root: mongo.MongoClient;
  /** A file with this content, as a cluster mounts a secret. */
  file(name: string, content: string): string;
  stop(): Promise<void>;
}

/**
 * A Kafka with TLS, SCRAM-SHA-512 and ACLs, and a mongod with TLS and users, started here and used by nobody else. `users`: passwords
 * by name, known to Kafka, where they may do nothing yet.
 */
export async function startSecuredBackend(users: Readonly<Record<string, string>>): Promise<SecuredBackend> {
  const folder = mkdtempSync(join(tmpdir(), 'entrepot-secured-'));
  const [broker = 0, controller = 0, port = 0] = await freePorts(3);
  const authority = new TestAuthority();
  const tls = { certificate: authority.issue(['127.0.0.1', 'localhost']), authority: authority.cert };
  const security = { ...tls, users: { [BROKER_USER]: 'secret-of-the-broker', ...users } };
  const auth = { username: 'root', password: 'secret-of-root' };
  const [kafka, mongod] = await Promise.all([
    startKafka({ ports: { broker, controller }, folder: join(folder, 'kafka'), say: silent, security }),
    startMongod({ port, folder: join(folder, 'mongod'), say: silent, security: { ...tls, root: auth } }),
  ]);
  const admin = kafkaClient(brokerConnection(kafka.address, security)).admin();
  const root = new mongo.MongoClient(mongod.address, { tls: true, ca: authority.cert, auth });
  await Promise.all([admin.connect(), root.connect()]);
  return {
    ...{ brokers: kafka.address, mongoUri: mongod.address, authority: authority.cert },
    ...{ folder, admin, root, adminProperties: join(folder, 'kafka/tls', TOOL_PROPERTIES) },
    file: (name, content) => {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    },
    stop: async () => {
      await Promise.all([admin.disconnect(), root.close()]);
      await Promise.all([kafka.stop(), mongod.stop()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

type Operation = 'READ' | 'WRITE' | 'CREATE' | 'DESCRIBE' | 'DESCRIBE_CONFIGS';

/** Lets a user do this with topics and groups whose names begin so. */
export async function allow(
  admin: Admin,
  user: string,
  rights: { readonly prefix: string; readonly topics: readonly Operation[]; readonly groups: readonly Operation[] },
): Promise<void> {
  const acl = (resourceType: AclResourceTypes) => (operation: Operation) => ({
    ...{ resourceType, resourceName: rights.prefix, resourcePatternType: ResourcePatternTypes.PREFIXED },
    ...{ principal: `User:${user}`, host: '*', permissionType: AclPermissionTypes.ALLOW },
    operation: AclOperationTypes[operation],
  });
  await admin.createAcls({
    acl: [...rights.topics.map(acl(AclResourceTypes.TOPIC)), ...rights.groups.map(acl(AclResourceTypes.GROUP))],
  });
}
