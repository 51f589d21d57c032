export { FileMasterKeys } from './file-master-keys';
export { KeyRing, type KeyRingOptions, type KnownKey } from './key-ring';
export { MemoryKeyStore, type KeyStore, type NewKey, type RewrappedKey, type StoredKey } from './key-store';
export { masterKeyIdOf, MasterKeyRefused, openSecret, sealSecret, type MasterKeys } from './master-keys';
export { memoryPrivacy } from './memory-privacy';
export { MongoKeyStore } from './mongo-key-store';
export { Privacy, SealBroken, SubjectErased, type Opened, type PrivacyOptions } from './privacy';
export { Rewrapping, type PlaceProgress, type RewrapProgress, type RewrapTerms } from './rewrapping';
export { WrappedDataKeys, type Rewrapped, type WrappedSecret, type WrappedSecrets } from './wrapped-secrets';
