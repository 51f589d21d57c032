export { committedSchemas, outdatedFiles, writeDocuments } from './committed';
export { brokenPromises, explain, remediesOf, type BrokenPromise } from './compatibility';
export { contractClasses, type ContractClass, type Owners } from './contract-classes';
export { generateDocuments, SCHEMA_FOLDER, type Generated } from './generate';
export { code, page, table, type Row } from './markdown';
export { foreignReaders } from './foreign-readers';
export { openApiSchemas } from './open-api-schemas';
