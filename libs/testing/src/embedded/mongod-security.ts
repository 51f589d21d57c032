import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mongo } from 'mongoose';
import type { Certificate } from './certificates';
import { REPLICA_SET } from './replica-set';

/** A mongod that is reached by TLS and as a user only. */
export interface MongodSecurity {
  readonly certificate: Certificate;
  /** PEM of who signed it. */
  readonly authority: string;
  /** Made at the first start; may do everything. */
  readonly root: { readonly username: string; readonly password: string };
}

const USER_EXISTS = 51003;

/** Arguments of mongod. Writes certificates and the key of the replica set into the folder. */
export function securityArguments({ certificate, authority }: MongodSecurity, folder: string): string[] {
  mkdirSync(folder, { recursive: true });
  const file = (name: string, content: string): string => {
    writeFileSync(join(folder, name), content, { mode: 0o600 });
    return join(folder, name);
  };
  return [
    ...['--tlsMode', 'requireTLS', '--tlsAllowConnectionsWithoutCertificates'],
    ...['--tlsCertificateKeyFile', file('server.pem', certificate.key + certificate.cert)],
    ...['--tlsCAFile', file('authority.pem', authority)],
    ...['--keyFile', file('replica-set.key', randomBytes(96).toString('base64'))],
  ];
}

/**
 * Makes the server the primary of a replica set of one and makes the user root, as who comes from the same machine may while
 * there are no users. Resolves with undefined once it takes writes, else with what is still in the way.
 */
export async function obstacleToSecured(host: string, security: MongodSecurity): Promise<string | undefined> {
  const timeouts = { serverSelectionTimeoutMS: 1_000, connectTimeoutMS: 1_000 };
  const options = { directConnection: true, tls: true, ca: security.authority, ...timeouts };
  const client = new mongo.MongoClient(`mongodb://${host}/`, options);
  try {
    await client.connect();
    const admin = client.db('admin');
    const hello = await admin.command({ hello: 1 });
    if (hello['setName'] === undefined) {
      await admin.command({ replSetInitiate: { _id: REPLICA_SET, members: [{ _id: 0, host }] } });
    }
    if (hello['isWritablePrimary'] !== true) return 'not yet elected primary';
    await makeRoot(admin, security.root);
    return undefined;
  } catch (error) {
    return String(error);
  } finally {
    await client.close();
  }
}

async function makeRoot(admin: mongo.Db, { username, password }: MongodSecurity['root']): Promise<void> {
  try {
    await admin.command({ createUser: username, pwd: password, roles: ['root'] });
  } catch (error) {
    if ((error as { code?: number }).code !== USER_EXISTS) throw error;
  }
}
