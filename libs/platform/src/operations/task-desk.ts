import { Injectable } from '@nestjs/common';
import { Tasks, type LetterQuery } from '@entrepot/eventstore';
import { EFFECT_TASK, KafkaTransport, timerKind } from '@entrepot/messaging';
import { DatabaseTime } from '../backbone/database-time';
import { narrowed, type HandOf } from './called-by';
import { HandWork } from './hand-work';
import { answerOf, chosenOf } from './selected';
import type { ItemResult, Selection, SelectionAnswer, SelectionWithReason } from './selection.answers';

const what = 'task';

/** What people do with tasks. */
@Injectable()
export class TaskDesk {
  constructor(
    private readonly tasks: Tasks,
    private readonly transport: KafkaTransport,
    private readonly work: HandWork,
    private readonly time: DatabaseTime,
  ) {}

  run(hand: HandOf, id: string, reason: string | undefined): Promise<ItemResult> {
    return this.work.one(hand, { action: 'run', what, reason }, id, () => this.hasten(hand, id));
  }

  cancel(hand: HandOf, id: string, reason: string): Promise<ItemResult> {
    return this.work.one(hand, { action: 'cancel', what, reason }, id, () => this.giveUp(hand, id, reason));
  }

  async runSeveral(hand: HandOf, selection: Selection): Promise<SelectionAnswer> {
    const { reason, perSecond } = selection;
    const action = { action: 'run', what, reason, perSecond };
    return answerOf(selection, await this.chosen(hand, selection), (ids) =>
      this.work.each(hand, action, ids, (id) => this.hasten(hand, id)),
    );
  }

  async cancelSeveral(hand: HandOf, selection: SelectionWithReason): Promise<SelectionAnswer> {
    const { reason, perSecond } = selection;
    return answerOf(selection, await this.chosen(hand, selection), (ids) =>
      this.work.each(hand, { action: 'cancel', what, reason, perSecond }, ids, (id) => this.giveUp(hand, id, reason)),
    );
  }

  /** A filter's `handler` is an effect or a timer. */
  private chosen(hand: HandOf, selection: Selection) {
    narrowed(hand, selection.filter?.merchantId);
    const { merchantId } = hand;
    const list = ({ handler, code: _code, ...query }: LetterQuery) => {
      const kinds = handler === undefined ? {} : { kinds: [`${EFFECT_TASK}${handler}`, timerKind(handler)] };
      return this.tasks.list(merchantId, { ...query, ...kinds });
    };
    return chosenOf(selection, list, this.time);
  }

  private async hasten({ merchantId }: HandOf, id: string): Promise<ItemResult> {
    return { id, result: (await this.tasks.hasten(merchantId, id)) ? 'due' : 'not-found' };
  }

  private async giveUp({ merchantId }: HandOf, id: string, reason: string): Promise<ItemResult> {
    const end = await this.transport.runtime?.givingUp.task(merchantId, id, reason);
    if (end === undefined) return { id, result: 'not-found' };
    return { id, result: end === 'timer' ? 'refused' : end };
  }
}
