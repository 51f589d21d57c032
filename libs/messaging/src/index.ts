export { definitionOf, type ClassOf, type HandlerDefinition } from './handlers/definition';
export { Lists, type Listing, type ListDefinition, type ListsOptions } from './handlers/lists';
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
  Takes,
  type Taken,
  type TakenMeta,
  type Taker,
  type TakerDefinition,
  type TakesOptions,
} from './handlers/takes';
export { Wakes, type TimerDefinition, type Waking, type WakesOptions, type Woken } from './handlers/wakes';
export type { EventMeta } from './message/event-meta';
