export { type Backbone } from './backbone';
export { Commands, Streams, type Command, type HistoryPage, type ReadOptions, type Result } from './commands';
export { LoopPace } from './commit/loop-pace';
export { openCommits } from './commit/open';
export { type CommitObserver, type CommittedGroup, type CommitOptions } from './commit/options';
export { eventstoreErrors } from './errors';
export { memoryBackbone, type MemoryOptions } from './memory/memory-backbone';
export { MemoryStore } from './memory/memory-store';
export { UnreliableStore, type AppendFault } from './memory/unreliable-store';
export { mongoBackbone } from './mongo/mongo-backbone';
export { MongoStore, type MongoStoreOptions } from './mongo/mongo-store';
export { isPrimary, type Cause, type CommitRecord, type RecordedEvent } from './records';
export {
  AuditTrail,
  type AuditedResult,
  type AuditEntry,
  type AuditQuery,
  type NewAuditEntry,
} from './side/audit-trail';
export { encodeCursor, decodeCursor } from './side/cursor';
export { DeadLetters, type DeadLetter, type NewDeadLetter } from './side/dead-letters';
export { Leases, Positions } from './side/leases';
export { type Page, type PageRequest } from './side/page';
export {
  ParkedInputs,
  type HeldMessage,
  type NewParkedInput,
  type ParkedBacklog,
  type ParkedInput,
  type ParkedKey,
} from './side/parked-inputs';
export { RecentMap } from './recent-map';
export { EVERY_MERCHANT, type Reach } from './side/reach';
export { type HeldQuery, type LetterQuery, type WaitingQuery } from './side/waiting-query';
export { Tasks, type Claim, type ClaimedTask, type NewTask, type Task, type TaskBacklog } from './side/tasks';
export {
  BesideGone,
  ViewTable,
  type Census,
  type Condition,
  type GroupSum,
  type LogRow,
  type Scalar,
  type SortBy,
  type StateRow,
  type SumQuery,
  type Viewed,
  type ViewIndexes,
  type ViewQuery,
  type Where,
} from './side/view-table';
export {
  Store,
  type AppendOutcome,
  type FeedBatch,
  type FeedEntry,
  type FeedOptions,
  type Head,
  type Position,
  type Snapshot,
  type Wanted,
} from './store';
export {
  causeText,
  eventId,
  parseEventId,
  parseStreamId,
  recordedEvents,
  recordId,
  streamId,
  streamOf,
  type StreamName,
} from './stream-id';
