import type { FactoryProvider } from '@nestjs/common';
import {
  FileMasterKeys,
  KeyRing,
  MasterKeyRefused,
  MongoKeyStore,
  Privacy,
  type KeyStore,
  type MasterKeys,
} from '@entrepot/privacy';
import type { Connection } from 'mongoose';
import type { SealingConfig } from '../config/sealing.config';
import { ServiceConfig } from '../config/service.config';
import { StartProblems } from '../start/start-problems';
import { databaseOfKeys } from './databases';
import { KEY_STORE, MASTER_KEYS, MONGO_CONNECTION } from './tokens';

/** What a service with `personalData` can inject besides: `Privacy`, the master keys by `MASTER_KEYS` and the data keys by `KEY_STORE`. */
export function privacyProviders(): FactoryProvider[] {
  return [
    { provide: MASTER_KEYS, useFactory: readMasterKeys, inject: [ServiceConfig] },
    { provide: KEY_STORE, useFactory: openKeyStore, inject: [MONGO_CONNECTION, ServiceConfig] },
    { provide: Privacy, useFactory: openPrivacy, inject: [KEY_STORE, MASTER_KEYS, ServiceConfig] },
  ];
}

function readMasterKeys(config: SealingConfig): MasterKeys {
  const { masterKeyFile } = config;
  if (masterKeyFile === undefined)
    throw new Error('a service with personalData has a config that extends SealingConfig');
  try {
    return FileMasterKeys.read(masterKeyFile);
  } catch (error) {
    throw new StartProblems([`MASTER_KEY_FILE: ${masterKeyFile} ${(error as Error).message}`], error);
  }
}

function openKeyStore(connection: Connection, config: ServiceConfig): KeyStore {
  return new MongoKeyStore(connection.getClient(), databaseOfKeys(config));
}

async function openPrivacy(store: KeyStore, masters: MasterKeys, config: ServiceConfig): Promise<Privacy> {
  const privacy = new Privacy({ store, masters, ring: new KeyRing({ store, masters }) });
  await privacy.check().catch((error: unknown) => {
    throw inStartWords(error, databaseOfKeys(config));
  });
  return privacy;
}

const UNAUTHORIZED = 13;

function inStartWords(error: unknown, database: string): unknown {
  if (error instanceof MasterKeyRefused) {
    return new StartProblems([`MASTER_KEY_FILE: does not fit the keys in ${database}: ${error.message}`], error);
  }
  if ((error as { code?: unknown }).code !== UNAUTHORIZED) return error;
  const remedy = 'grant it readWrite there';
  return new StartProblems([`MONGODB_URI: our user may not use the keys in database ${database}: ${remedy}`], error);
}
