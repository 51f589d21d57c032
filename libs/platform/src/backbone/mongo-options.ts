import type { mongo } from 'mongoose';
import type { ConnectionConfig } from '../config/connection.config';

/** What MONGODB_URI does not say: TLS and the user, as the settings say. */
export function mongoOptions(config: ConnectionConfig): mongo.MongoClientOptions {
  const { mongodbTls: tls, mongodbTlsCa: ca, mongodbTlsCert: cert, mongodbTlsKey: key } = config;
  const { mongodbUsername: username, mongodbPassword: password, mongodbAuthSource: authSource } = config;
  return {
    ...(tls !== undefined && { tls }),
    ...(ca !== undefined && { ca }),
    ...(cert !== undefined && key !== undefined && { cert, key }),
    ...(username !== undefined && password !== undefined && { auth: { username, password } }),
    ...(authSource !== undefined && { authSource }),
  };
}
