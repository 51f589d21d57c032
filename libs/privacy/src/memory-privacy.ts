import { FileMasterKeys } from './file-master-keys';
import { KeyRing } from './key-ring';
import { MemoryKeyStore } from './key-store';
import { Privacy } from './privacy';

/** A `Privacy` whose keys are in memory: for tests. */
export function memoryPrivacy(): Privacy {
  const masters = FileMasterKeys.parse(FileMasterKeys.newLine());
  const store = new MemoryKeyStore();
  return new Privacy({ store, masters, ring: new KeyRing({ store, masters }) });
}
