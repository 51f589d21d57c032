import type { FeedBatch } from '@entrepot/eventstore';
import { Relay, type Clock } from '@entrepot/messaging';
import { CauseMemory } from '../../../libs/eventstore/src/commit/cause-memory';
import type { Cause } from '../../../libs/eventstore/src/records';
import { Parking } from '../../../libs/messaging/src/lanes/parking';
import { SequenceLane } from '../../../libs/messaging/src/lanes/sequence-lane';
import type { Failure } from '../../../libs/messaging/src/runtime/failure';
import { HandlerRuntime } from '../../../libs/messaging/src/runtime/handler-runtime';
import { Intake } from '../../../libs/messaging/src/runtime/intake';
import { PartitionWindow } from '../../../libs/messaging/src/runtime/partition-window';
import type { PlantedBug } from './bug';
import { choosing } from './choosing';
import { instead, insteadOfGetter, together } from './override';

type Place = readonly [number, number];
type Any = (this: unknown, ...args: unknown[]) => unknown;

interface Publishing {
  readonly position: { moved(position: string): void; save(): Promise<void> };
}

interface Leaving {
  readonly windows: Map<string, { readonly deliveries: unknown[]; head: number }>;
}

interface Stopping {
  readonly intake: { halt(): Promise<void> };
  readonly lanes: { stop(): void };
  readonly parts: { readonly clock: Clock };
}

/** Mistakes in publishing, reading and waiting. */
export const GOING_OUT: readonly PlantedBug[] = [
  {
    rule: 10,
    mistake: 'the relay stores its position before the send',
    plant: () =>
      instead(
        Relay,
        'publish',
        (right) =>
          async function (this: Publishing, batch: FeedBatch, outgoing: unknown) {
            this.position.moved(batch.position);
            await this.position.save();
            return (right as Any).call(this, batch, outgoing);
          } as never,
      ),
  },
  {
    rule: 11,
    mistake: 'only the very last input of a source is recognised, an older one is decided again',
    plant: () =>
      instead(
        CauseMemory,
        'recognise',
        (right) =>
          function (this: { readonly places: ReadonlyMap<string, Place> }, cause: Cause) {
            if (cause.key !== undefined || cause.position === undefined) return (right as Any).call(this, cause);
            const last = this.places.get(cause.source);
            const isLast = last?.[0] === cause.position[0] && last[1] === cause.position[1];
            return isLast ? { kind: 'repeated' } : { kind: 'new' };
          } as never,
      ),
  },
  {
    rule: 12,
    mistake: 'the offset of what was fetched is committed',
    plant: () =>
      insteadOfGetter(PartitionWindow, 'committable', function (this: { readonly next: number }) {
        return this.next;
      } as never),
  },
  {
    rule: 13,
    mistake: 'what is parked is not loaded before the first message of a partition',
    plant: () => instead(Parking, 'load', () => (async () => undefined) as never),
  },
  {
    rule: 14,
    mistake: 'an input about something that does not exist yet is given up at once',
    plant: () =>
      instead(
        SequenceLane,
        'fail',
        (right) =>
          function (this: unknown, source: unknown, queued: unknown, what: { failure: Failure }) {
            const { failure } = what;
            const kind = failure.kind === 'early' ? 'dead' : failure.kind;
            return (right as Any).call(this, source, queued, { ...what, failure: { ...failure, kind } });
          } as never,
      ),
  },
  {
    rule: 15,
    mistake: 'money that comes in for what is paid for is ignored, whoever it is from',
    plant: () => choosing({ isKnown: () => true }),
  },
  {
    rule: 25,
    mistake: 'a process that is told to leave waits for nothing and commits the offsets of what it has fetched',
    plant: () =>
      together(
        instead(
          HandlerRuntime,
          'finish',
          () =>
            async function (this: Stopping) {
              await this.intake.halt();
              this.lanes.stop();
            } as never,
        ),
        instead(
          Intake,
          'leave',
          (right) =>
            function (this: Leaving) {
              for (const window of this.windows.values()) {
                window.deliveries.splice(0);
                window.head = 0;
              }
              return (right as Any).call(this);
            } as never,
        ),
      ),
  },
];
