export { testBackend, uniqueName } from './backend/test-backend';
export { startBackends } from './embedded/backends';
export type { BackendAddresses, BackendOptions, Backends } from './embedded/backends';
export { freePort, freePorts } from './process/ports';
export { MissingPrerequisite, explain } from './process/prerequisite';
export { silent, withProgress } from './process/progress';
export type { Say } from './process/progress';
