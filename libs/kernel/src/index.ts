export {
  decided,
  Decided,
  defineStream,
  ignored,
  never,
  type AnyEvent,
  type Aside,
  type Decide,
  type Decision,
  type Given,
  type Ignored,
  type Peek,
  type RecordedAt,
  type StreamRef,
  type StreamType,
} from './decision';
export {
  defineErrors,
  describeError,
  DomainError,
  type ErrorDefinition,
  type ErrorKind,
  type ErrorRegistry,
  type FieldError,
} from './domain-error';
export { contentHash, deriveId } from './ids';
export { allocate, formatMinor, minorDigits, parseMinor, sum, type Money } from './money';
