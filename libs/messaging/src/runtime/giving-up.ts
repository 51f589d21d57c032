import type { Backbone, Reach } from '@entrepot/eventstore';
import { EFFECT_TASK, type EffectPayload } from '../lanes/effect-lane';
import { Incoming } from '../message/incoming';
import type { LaneSet } from './lane-set';

/** Code of dead letters that a person made. */
export const GIVEN_UP = 'operations.given-up';

/**
 * Makes dead letters of what waits, because a person says so. Nothing is thrown away: whatever becomes known later, the
 * letter can be redriven. If it is worked on in this very moment too, the redrive finds it done.
 */
export class GivingUp {
  constructor(
    private readonly backbone: Backbone,
    private readonly lanes: LaneSet,
  ) {}

  /** A parked input; those behind it go on. False: there is none. */
  async parked(of: Reach, id: string, reason: string): Promise<boolean> {
    const { parkedInputs, deadLetters } = this.backbone;
    const input = await parkedInputs.show(of, id);
    if (input === undefined) return false;
    const { source, merchantId, message, attempts } = input;
    const reaction = this.lanes.sequence(input.reaction)?.handlerOf(Incoming.ofHeld(message)) ?? input.reaction;
    await deadLetters.add([{ reaction, source, merchantId, message, code: GIVEN_UP, reason, attempts }]);
    await parkedInputs.remove([id]);
    return true;
  }

  /**
   * A task of an effect: its call is not tried any more and its stream goes on waiting for the outcome. `timer`: a timer
   * cannot be given up, its stream says when it is due. Undefined: there is none.
   */
  async task(merchantId: string, id: string, reason: string): Promise<'given-up' | 'timer' | undefined> {
    const { tasks, deadLetters } = this.backbone;
    const task = await tasks.show(merchantId, id);
    if (task === undefined) return undefined;
    const { kind, attempts } = task;
    if (!kind.startsWith(EFFECT_TASK)) return 'timer';
    const { message } = task.payload as EffectPayload;
    const source = Incoming.ofHeld(message).header('ce_subject') ?? '';
    const reaction = kind.slice(EFFECT_TASK.length);
    await deadLetters.add([{ reaction, source, merchantId, message, code: GIVEN_UP, reason, attempts }]);
    await tasks.delete(merchantId, id);
    return 'given-up';
  }
}
