import type { ClaimedTask, StateRow, Tasks } from '@entrepot/eventstore';
import type { AnyEvent } from '@entrepot/kernel';
import { ignored, type Given } from '@entrepot/kernel';
import { MemoryViewTable } from '../../../libs/eventstore/src/memory/memory-view-table';
import { StreamReader } from '../../../libs/eventstore/src/commit/stream-reader';
import { EffectLane } from '../../../libs/messaging/src/lanes/effect-lane';
import { EffectTry, type Trial } from '../../../libs/messaging/src/lanes/effect-try';
import type { Delivery } from '../../../libs/messaging/src/runtime/partition-window';
import type { ServiceParts } from '../../../libs/messaging/src/runtime/service-parts';
import { TaskRunner } from '../../../libs/messaging/src/tasks/task-runner';
import { TimerWork } from '../../../libs/messaging/src/tasks/timer-work';
import type { EffectCall, TimerDefinition, Waking } from '@entrepot/messaging';
import { Database } from '../world/database';
import type { PlantedBug } from './bug';
import { choosing } from './choosing';
import { instead } from './override';

type Any = (this: unknown, ...args: unknown[]) => unknown;

interface Trying {
  readonly effect: { perform(intent: AnyEvent, call: EffectCall): unknown };
}

interface Firing {
  readonly definition: TimerDefinition;
  readonly waking: Waking<unknown>;
  readonly parts: ServiceParts;
}

interface Rows {
  readonly held: Map<string, { readonly version: number; readonly row: object | undefined }>;
}

/** Mistakes in effects, tasks, timers and views. */
export const WORKING: readonly PlantedBug[] = [
  {
    rule: 16,
    mistake: 'an effect whose first try fails is taken for done, no task is made of it',
    plant: () =>
      instead(
        EffectLane,
        'failed',
        () =>
          function (this: { settle(delivery: Delivery): void }, { delivery }: { readonly delivery: Delivery }) {
            this.settle(delivery);
          } as never,
      ),
  },
  {
    rule: 17,
    mistake: 'a second attempt calls at once, under a key of its own, instead of asking first',
    plant: () =>
      instead(
        EffectTry,
        'outcomeOf',
        () =>
          function (this: Trying, { intent, attempt }: Trial, call: EffectCall) {
            return this.effect.perform(intent, { ...call, intentId: `${call.intentId}~${attempt}` });
          } as never,
      ),
  },
  {
    rule: 18,
    mistake: 'a refund is asked for while the charge is still open, and overtakes it',
    plant: () => choosing({ waitsForCharge: false }),
  },
  {
    rule: 19,
    mistake: 'a timer that fires does not ask again when its stream is due',
    plant: () => instead(TimerWork, 'fire', () => fireUnasked as never),
  },
  {
    rule: 20,
    mistake: 'a task is deleted before its outcome is committed',
    plant: () =>
      instead(
        TaskRunner,
        'run',
        (right) =>
          async function (
            this: { readonly parts: { readonly backbone: { readonly tasks: Tasks } } },
            task: ClaimedTask,
          ) {
            await this.parts.backbone.tasks.finish([task]).catch(() => undefined);
            await (right as Any).call(this, task);
          } as never,
      ),
  },
  {
    rule: 21,
    mistake: 'decisions are told the time of their process, not that of the database',
    plant: () =>
      instead(
        Database,
        'now',
        (right) =>
          function (this: Database) {
            return ((right as Any).call(this) as number) + this.simulation.current.clockOffset;
          } as never,
      ),
  },
  {
    rule: 23,
    mistake: 'a read answers with what this process knows, however old it is',
    plant: () =>
      instead(
        StreamReader,
        'read',
        (right) =>
          function (this: unknown, on: unknown, merchantId: unknown, key: unknown) {
            return (right as Any).call(this, on, merchantId, key, { atLeast: 0 });
          } as never,
      ),
  },
  {
    rule: 24,
    mistake: 'the last write of a row wins, not the highest version',
    plant: () =>
      instead(
        MemoryViewTable,
        'upsert',
        () =>
          async function (this: Rows, rows: readonly StateRow<object>[]) {
            for (const { id, merchantId, version, row } of rows) {
              this.held.set(`${merchantId}\n${id}`, { version, row: row && { ...row, id, merchantId, version } });
            }
          } as never,
      ),
  },
];

async function fireUnasked(this: Firing, task: ClaimedTask): Promise<'finished'> {
  const { definition, waking, parts } = this;
  const { key, dueAt } = task.payload as { key: string; dueAt: string };
  await parts.backbone.commands.handle({
    ...{ on: definition.of, merchantId: task.merchantId, key },
    cause: { source: `timer:${task.id}`, key: dueAt },
    decide: (state: unknown, given: Given) =>
      definition.dueAt(state) === undefined
        ? ignored('not waited for')
        : waking.decide(state, { dueAt }, given, undefined),
  });
  return 'finished';
}
