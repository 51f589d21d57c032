import { setTimeout as sleep } from 'node:timers/promises';
import { ErasureRequested, type IntakeFate } from '@entrepot/contracts/orders';
import { KafkaBus, Performs, type Effect, type EffectCall } from '@entrepot/messaging';
import { Privacy } from '@entrepot/privacy';
import { Logger } from '@nestjs/common';
import { ErasureStream, settleErasure, type Erasure, type ErasureDone } from '../domain/erasure';

const GROUP = 'orders';
const INTAKE = 'orders.intake.v1';
const LOOK_EVERY_MS = 200;

/** Destroys the key; then deletes from the intake topic, where others send in plain, what was worked off by then. */
@Performs({ intent: ErasureRequested, of: ErasureStream, firstTryMs: 10_000 })
export class ErasePerson implements Effect<ErasureRequested, Erasure, ErasureDone> {
  readonly decide = settleErasure;
  private readonly logger = new Logger(ErasePerson.name);

  constructor(
    private readonly privacy: Privacy,
    private readonly bus: KafkaBus,
  ) {}

  isOpen(erasure: Erasure): boolean {
    return erasure.status === 'requested';
  }

  async perform({ subject }: ErasureRequested, { signal }: EffectCall): Promise<ErasureDone> {
    await this.privacy.destroy(subject);
    await this.intakeSettled(signal);
    return { kind: 'erased', intake: await this.deleteSettled() };
  }

  /** Resolves when everything that was on the topic at the call is worked off; whatever is of the person is refused meanwhile. */
  private async intakeSettled(signal: AbortSignal): Promise<void> {
    const ends = new Map((await this.bus.progress(GROUP, [INTAKE])).map(({ partition, end }) => [partition, end]));
    for (;;) {
      const now = await this.bus.progress(GROUP, [INTAKE]);
      const open = now.filter(({ partition, committed = 0 }) => committed < (ends.get(partition) ?? 0));
      if (open.length === 0) return;
      await sleep(LOOK_EVERY_MS, undefined, { signal });
    }
  }

  /** A broker may not allow it: then retention does it, and the erasure says so. */
  private async deleteSettled(): Promise<IntakeFate> {
    try {
      await this.bus.deleteSettled(GROUP, INTAKE);
      return 'deleted';
    } catch (error) {
      this.logger.warn('messages on the intake topic cannot be deleted', { err: error });
      return 'kept';
    }
  }
}
