export { openApiSchemas } from './documents/open-api-schemas';
export { DomainEvent, type Fields } from './events/domain-event';
export {
  allEventContracts,
  EventContract,
  eventContract,
  findEventContract,
  topicOwner,
  type EventClass,
  type EventContractOptions,
  type RegisteredEvent,
} from './events/event-contract';
export {
  allMessageContracts,
  MessageContract,
  type MessageContractOptions,
  type RegisteredMessage,
} from './events/message-contract';
export { topics, type Topic } from './events/topics';
export { loadAllContracts } from './load-all-contracts';
export { type ClassRef } from './vocabulary/annotations';
export { compiledValidator, type CompiledValidator } from './validation/compiled-validator';
export { type JsonSchema } from './validation/json-schema';
export { mapPersonal, personalTexts } from './validation/map-personal';
export { personalFields } from './validation/personal-fields';
export { SEALED_PREFIX, subjectOf } from './validation/sealed';
export { withoutPersonal } from './validation/without-personal';
export { type Strictness } from './validation/schema-engine';
export {
  Count,
  COUNTRIES,
  CountryCode,
  CURRENCIES,
  CurrencyCode,
  Decimal,
  Doc,
  Duration,
  durationMs,
  Email,
  Example,
  Flag,
  FreeForm,
  FreeKey,
  isOpaqueId,
  LARGEST_AMOUNT,
  Latitude,
  Longitude,
  MinorAmount,
  Nested,
  NestedList,
  OneOf,
  OpaqueId,
  Optional,
  Personal,
  Phone,
  Quantity,
  SignedCount,
  SignedMinorAmount,
  Sku,
  Text,
  TextList,
  Timestamp,
  WebAddress,
  WholeNumber,
  WordList,
} from './vocabulary';
