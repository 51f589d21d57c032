export { definitionOf, type ClassOf, type HandlerDefinition } from './handlers/definition';
export { Lists, type Bundle, type Listing, type ListDefinition, type ListsOptions } from './handlers/lists';
export { Mirrors, type Mirror, type MirrorDefinition, type MirrorsOptions } from './handlers/mirrors';
export {
  Performs,
  type Effect,
  type EffectCall,
  type EffectDefinition,
  type Outcome,
  type Performed,
  type PerformsOptions,
} from './handlers/performs';
export {
  Projects,
  type Projection,
  type ProjectionDefinition,
  type ProjectsOptions,
  type RowRef,
  type ViewIndex,
} from './handlers/projects';
export { Reacts, type Reaction, type ReactionDefinition, type ReactsOptions, type TargetKeys } from './handlers/reacts';
export {
  NO_MERCHANT,
  Takes,
  type Taken,
  type TakenMeta,
  type Taker,
  type TakerDefinition,
  type TakesOptions,
} from './handlers/takes';
export type { AdmissionTerms } from './runtime/admission';
export { Wakes, type TimerDefinition, type Waking, type WakesOptions, type Woken } from './handlers/wakes';
export type { EventMeta } from './message/event-meta';
export {
  Bus,
  type Assignment,
  type OffsetCommit,
  type OutgoingMessage,
  type PartitionProgress,
  type RawHeaders,
  type RawMessage,
  type Reading,
  type Subscriber,
  type TopicPartition,
  type TopicPlan,
} from './bus/bus';
export type { Check, Contracts, EventTerms } from './contracts/contracts';
export { registryContracts } from './contracts/registry-contracts';
export { databaseClock, pause, systemClock, type Clock } from './runtime/clock';
export { isAway } from './runtime/failure';
export { PlanRefused } from './runtime/plan';
export { defaultLimits, type Limits, type ServiceParts } from './runtime/service-parts';
export { type Span, type SpanStart, type Tracing } from './tracing/tracing';
export { ALARMS, type Alarm, type Settlement, type Watch } from './runtime/watch';
export { KafkaBus, type KafkaBusOptions } from './kafka/kafka-bus';
export { patchKafkajs } from './kafka/kafkajs-patches';
export { partitionOf } from './kafka/partition-of';
export { VerifiedProducer } from './kafka/verified-producer';
export { kafkaClient, type BusLog, type KafkaConnection } from './kafka/kafka-client';
export { checkKafka, type KafkaWishes } from './kafka/check/check-kafka';
export type { Finding, Subject } from './kafka/check/finding';
export type { TopicWish } from './kafka/check/topic-findings';
export { tlsWords } from './kafka/tls-words';
export type { FetchOptions } from './kafka/kafka-reading';
export { MemoryBus } from './memory/memory-bus';
export { MemoryNode, memoryService, pumpUntilQuiet, type MemoryServiceOptions } from './memory/memory-service';
export { turns, VirtualClock } from './memory/virtual-clock';
export { Header, readMeta, sourceOf } from './message/headers';
export { KafkaTransport, type KafkaTransportOptions } from './nest/kafka-transport';
export { Relay, type RelayState } from './relay/relay';
export { GIVEN_UP, type GivingUp } from './runtime/giving-up';
export { EFFECT_TASK } from './lanes/effect-lane';
export { timerKind } from './lanes/timer-lane';
export { progressOf, readOffsets } from './kafka/group-offsets';
export { TopicNames } from './kafka/topic-names';
export { rebuildGroups } from './views/topic-ear';
export { VIEWS_POLL_MS, type ViewState, type Views } from './views/views';
export { HandlerRuntime, type Redriven } from './runtime/handler-runtime';
