import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { Relay, type PartitionProgress, type ServiceParts } from '@entrepot/messaging';
import { readersOf } from './readers-of';
import { relayGap } from './relay-gap';
import { SERVICE_DEFINITION, type ServiceDefinition } from './service-definition';
import { SERVICE_PARTS } from './tokens';

/** How far one reader of topics has come. */
export interface ReaderProgress {
  /** The service that reads. */
  readonly group: string;
  readonly caughtUp: boolean;
  /** Messages it had still to read when the waiting ended. */
  readonly behind: number;
}

const LOOK_EVERY_MS = 100;

/** Waits for other services to have worked off what this one has published. */
@Injectable()
export class Readers {
  constructor(
    @Inject(SERVICE_PARTS) private readonly parts: ServiceParts,
    private readonly relay: Relay,
    @Inject(SERVICE_DEFINITION) private readonly definition: ServiceDefinition,
  ) {}

  /**
   * Resolves when every reader that the contracts name for the topics of `awaitsReadersOf` has a durable result for all that was committed
   * here before the call, or at the deadline. Never rejects for a slow reader: the answer says who is behind.
   */
  async readersCaughtUp(deadlineMs: number): Promise<ReaderProgress[]> {
    const { awaitsReadersOf: topics = [] } = this.definition;
    const until = performance.now() + deadlineMs;
    const groups = readersOf(topics);
    const unpublished = await this.waitForRelay(until);
    const ends = await this.parts.bus.progress(this.parts.name, topics);
    const readers = await Promise.all(groups.map((group) => this.waitFor(group, ends, until)));
    // Nobody can have read what is not published, whatever the offsets say.
    if (unpublished === 0) return readers;
    return readers.map(({ group, behind }) => ({ group, caughtUp: false, behind: behind + unpublished }));
  }

  /** How many records are not published yet when the waiting ends. */
  private async waitForRelay(until: number): Promise<number> {
    for (;;) {
      const gap = await relayGap(this.parts, this.relay);
      if (gap === 0 || performance.now() >= until) return gap;
      await sleep(LOOK_EVERY_MS);
    }
  }

  private async waitFor(group: string, ends: readonly PartitionProgress[], until: number): Promise<ReaderProgress> {
    const names = [...new Set(ends.map(({ topic }) => topic))];
    for (;;) {
      const behind = behindOf(await this.parts.bus.progress(group, names), ends);
      if (behind === 0 || performance.now() >= until) return { group, caughtUp: behind === 0, behind };
      await sleep(LOOK_EVERY_MS);
    }
  }
}

function behindOf(now: readonly PartitionProgress[], ends: readonly PartitionProgress[]): number {
  const committed = new Map(
    now.map(({ topic, partition, committed: offset }) => [`${topic} ${partition}`, offset ?? 0]),
  );
  return ends.reduce(
    (sum, { topic, partition, end }) => sum + Math.max(0, end - (committed.get(`${topic} ${partition}`) ?? 0)),
    0,
  );
}
