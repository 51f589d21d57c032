import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { OPERATOR } from '@entrepot/contracts/access';
import { silent, startSecuredBackend, type SecuredBackend } from '@entrepot/testing';
import { AclOperationTypes, AclPermissionTypes, AclResourceTypes, ResourcePatternTypes, type AclEntry } from 'kafkajs';
import { prepareKafka } from '../../libs/testing/src/embedded/kafka-files';
import { environmentOf, ownEnvironment } from '../../libs/testing/src/system/environment';
import { secretsIn } from '../../libs/testing/src/system/secrets';
import { SERVICE_NAMES, type ServiceName } from '../../libs/testing/src/system/services';
import { workspaceRoot } from '../../libs/testing/src/workspace/root';
import { allRights, type Grant, type Rights } from './rights';

const SCRIPTS = join(workspaceRoot(), 'k8s/rights');
export const MERCHANT = 'acme';
export const passwordOf = (service: string): string => `secret-of-${service}`;
const users = (): string[] => allRights().map(({ service }) => service);

/** One thing that one user may do, as Kafka keeps it. */
export function entriesOf({ service, grants }: Rights, prefix = ''): AclEntry[] {
  return grants.flatMap((grant) =>
    grant.names.flatMap((name) =>
      grant.operations.map((operation) => ({
        ...{ principal: `User:${service}`, host: '*', permissionType: AclPermissionTypes.ALLOW },
        ...{ resourceName: prefix + name, operation: numberOf(operation) },
        resourceType: grant.resource === 'topic' ? AclResourceTypes.TOPIC : AclResourceTypes.GROUP,
        resourcePatternType: grant.pattern === 'literal' ? ResourcePatternTypes.LITERAL : ResourcePatternTypes.PREFIXED,
      })),
    ),
  );
}

function numberOf(operation: Grant['operations'][number]): AclOperationTypes {
  const name = operation.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase();
  return AclOperationTypes[name as keyof typeof AclOperationTypes];
}

/** Servers that let in the user of each service, who may do nothing yet. */
export async function startBackend(): Promise<SecuredBackend> {
  const backend = await startSecuredBackend(Object.fromEntries(users().map((user) => [user, passwordOf(user)])));
  backend.file('authority.pem', backend.authority);
  return backend;
}

/** Runs k8s/rights/kafka-acls.sh with Kafka's own tool, as far as it is about one user: a Java starts for every line of it. */
export async function grantByScript(backend: SecuredBackend, user: string): Promise<void> {
  const { java, classPath } = await prepareKafka(silent);
  const tool = `case "$*" in *User:${user}*) exec ${java} -cp '${classPath}' org.apache.kafka.tools.AclCommand "$@" ;; esac\n`;
  const KAFKA_ACLS = backend.file('kafka-acls', `#!/bin/sh\n${tool}`);
  chmodSync(KAFKA_ACLS, 0o755);
  const to = ['--bootstrap-server', backend.brokers, '--command-config', backend.adminProperties];
  const child = spawn('sh', [join(SCRIPTS, 'kafka-acls.sh'), ...to], { env: { ...process.env, KAFKA_ACLS } });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  const [status] = (await once(child, 'close')) as [number];
  if (status !== 0) throw new Error(`kafka-acls.sh ended with ${status}:\n${said.join('')}`);
}

/** Runs k8s/rights/mongodb-users.js with as much of mongosh as it uses. */
export async function makeUsers({ root }: SecuredBackend, env: Readonly<Record<string, string>>): Promise<void> {
  const admin = root.db('admin');
  const { users: known } = (await admin.command({ usersInfo: 1 })) as { users: { user: string }[] };
  const commands: object[] = [];
  const shell = {
    getUser: (name: string) => known.find(({ user }) => user === name) ?? null,
    createUser: ({ user, ...rest }: { user: string }) => commands.push({ createUser: user, ...rest }),
    updateUser: (updateUser: string, rest: object) => commands.push({ updateUser, ...rest }),
  };
  const script = readFileSync(join(SCRIPTS, 'mongodb-users.js'), 'utf8');
  runInNewContext(script, { db: { getSiblingDB: () => shell }, process: { env } });
  for (const command of commands) await admin.command(command as Record<string, unknown>);
}

/** What a service is told to come in as its own user. */
export function environmentFor(service: string, backend: SecuredBackend, topicPrefix?: string): Record<string, string> {
  const secrets = secretsIn(join(backend.folder, 'secrets.json'));
  const ca = join(backend.folder, 'authority.pem');
  const urls = Object.fromEntries(SERVICE_NAMES.map((name) => [name, 'http://127.0.0.1:9'])) as Record<ServiceName, string>; // prettier-ignore
  const { brokers, mongoUri } = backend;
  const parts = { backends: { brokers, mongoUri }, secrets, merchantId: MERCHANT, urls, hasAccess: true };
  return {
    ...environmentOf({ ...parts, ...(topicPrefix !== undefined && { topicPrefix }) }),
    ...ownEnvironment(service as ServiceName, { secrets }),
    ...{ PORT: '0', LOG_LEVEL: 'fatal', IMPORT_READERS_WAIT_MS: '500' },
    API_KEYS: `${MERCHANT}:key-of-acme,${OPERATOR}:key-of-the-operator`,
    ...{ KAFKA_TLS: 'true', KAFKA_TLS_CA_FILE: ca, KAFKA_SASL_MECHANISM: 'scram-sha-512' },
    ...{ KAFKA_SASL_USERNAME: service, KAFKA_SASL_PASSWORD: passwordOf(service) },
    ...{ MONGODB_TLS: 'true', MONGODB_TLS_CA_FILE: ca, MONGODB_USERNAME: service },
    MONGODB_PASSWORD: passwordOf(service),
  };
}
